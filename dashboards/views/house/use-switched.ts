// After an addition was switched on or taken back: it is said, with the way back, and what was read by it is asked again.
import { useQueryClient } from '@tanstack/react-query'
import type { AdditionMadeWire, AdditionWire } from '../../../src/http/contract.ts'
import { rules } from '../../api-rules.ts'
import { useWords } from '../../i18n.tsx'
import { useDone } from '../../use-done.ts'

const again = ({ kind, name, meaning, word }: AdditionWire) =>
  rules.add(kind === 'landmark' ? { kind, name, word, area: meaning.id } : { kind, name, word, means: meaning.id })

export const useSwitched = () => {
  const { t } = useWords()
  const done = useDone()
  const client = useQueryClient()
  const switched = async ({ addition, again: posts }: AdditionMadeWire, on: boolean): Promise<void> => {
    done(t(on ? 'additions.on' : 'additions.off', { name: addition.name, posts }), async () =>
      switched(await (on ? rules.takeBack(addition.id) : again(addition)), !on),
    )
    await client.invalidateQueries({ queryKey: ['additions'] })
    await client.invalidateQueries({ queryKey: ['cases'] })
  }
  return switched
}
