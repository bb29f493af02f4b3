// Whether the matter is open, over, or back.
import type { Reading } from '../text/read.ts'
import type { MatterState } from '../types.ts'
import type { Said } from './said.ts'
import { foldedSet } from './words.ts'

/** "To return" before a verb says that it happens once more: "رد طاح" is down again, "رجع يشتغل" works again. */
const RETURNS = foldedSet('رد ردت ردو ردوا رجع رجعت رجعو رجعوا عادت')
const FAILS = foldedSet(
  'طفى طفا طفت طفوا يطفي تطفي طاح طاحت يطيح تطيح خرب خربت يخرب تخرب علق علقت يعلق تعلق وقف وقفت يوقف توقف فصل فصلت يفصل تفصل',
  'انقطع انقطعت ينقطع تنقطع قطع قطعت قطعوا يقطع تقطع طفح طفحت يطفح تطفح خر خرت يخر تخر انسد انسدت ينسد تنسد انكسر انكسرت ينكسر تنكسر',
  'غرق غرقت يغرق تغرق ضعف ضعفت يضعف تضعف تعطل تعطلت يتعطل تتعطل تسربت يسرب انفجر انفجرت احترق احترقت فاض فاضت يفيض تفيض يفور تفور',
  'هبط هبطت يهبط ينزل تنزل انهار انهارت باظ باظت يبوظ تبوظ',
)
const NOT = foldedSet('ما وما مو لم لا ولا محد ومحد')

/** At once, or behind the thing that fails: "رجع الجهد ينزل". */
const failsNext = ({ words }: Reading, at: number): boolean => {
  const [next, second] = [words[at + 1], words[at + 2]]
  if (next === undefined || next.gap !== 'none') return false
  return FAILS.has(next.key) || (next.key.startsWith('ال') && second?.gap === 'none' && FAILS.has(second.key))
}

/** The failing comes back, said by a verb of its own: behind "to return", or before it ("الريحة رجعت"). */
const failsAgain = (reading: Reading, said: readonly Said[]): boolean => {
  const { words } = reading
  const problems = said.filter(
    ({ concept, how }) => concept.kind === 'problem' && concept.sign !== 1 && how === 'phrase',
  )
  return words.some(({ key, gap }, i) => {
    if (!RETURNS.has(key) || NOT.has(words[i - 1]?.key ?? '')) return false
    const beside = ({ from, to, sure }: Said) =>
      sure && ((from === i + 1 && words[from]!.gap === 'none') || (to === i && gap === 'none'))
    return failsNext(reading, i) || problems.some(beside)
  })
}

export const stateOf = (reading: Reading, said: readonly Said[]): MatterState => {
  const sure = said.filter((one) => one.sure)
  const has = (test: (one: Said) => boolean) => sure.some(test)
  if (failsAgain(reading, said)) return 'again'
  const again = has(({ concept }) => concept.id === 'general.again')
  const unsolved = has(({ concept }) => concept.id === 'general.not-solved' || /\.not-restored$/.test(concept.id))
  const solved = has(
    ({ concept }) =>
      concept.resolved === true ||
      concept.id === 'general.restored' ||
      (concept.kind === 'state' && concept.topic !== null && concept.contrary.length > 0),
  )
  const problem = has(({ concept }) => concept.kind === 'problem' && concept.sign !== 1)
  const guessed = said.some(({ concept }) => concept.kind === 'problem' && concept.sign !== 1)
  if (again && (guessed || unsolved || solved)) return 'again'
  if (unsolved) return 'open'
  if (solved) return 'solved'
  return problem ? 'open' : 'unknown'
}

/** Thanks are for what was done: a post of thanks closes the matter unless it says that it came back or never went. */
export const stateOfThanks = (state: MatterState, said: readonly Said[]): MatterState =>
  state === 'again' || said.some(({ concept, sure }) => sure && concept.id === 'general.not-solved') ? state : 'solved'
