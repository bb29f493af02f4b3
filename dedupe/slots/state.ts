// Whether the matter is open, over, or back.
import type { MatterState } from '../types.ts'
import type { Said } from './said.ts'

export const stateOf = (said: readonly Said[]): MatterState => {
  const sure = said.filter((one) => one.sure)
  const has = (test: (one: Said) => boolean) => sure.some(test)
  const again = has(({ concept }) => concept.id === 'general.again')
  const unsolved = has(({ concept }) => concept.id === 'general.not-solved' || /\.not-restored$/.test(concept.id))
  const solved = has(
    ({ concept }) =>
      concept.resolved === true ||
      concept.id === 'general.restored' ||
      (concept.kind === 'state' && concept.topic !== null && concept.contrary.length > 0),
  )
  const problem = has(({ concept }) => concept.kind === 'problem' && concept.sign !== 1)
  if (again && (problem || unsolved || solved)) return 'again'
  if (unsolved) return 'open'
  if (solved) return 'solved'
  return problem ? 'open' : 'unknown'
}

/** Thanks are for what was done: a post of thanks closes the matter unless it says that it came back or never went. */
export const stateOfThanks = (state: MatterState, said: readonly Said[]): MatterState =>
  state === 'again' || said.some(({ concept, sure }) => sure && concept.id === 'general.not-solved') ? state : 'solved'
