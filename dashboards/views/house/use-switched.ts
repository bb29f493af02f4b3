// After an addition was switched on or taken back: it is said, with the way back, and what was read by it is asked again.
import { useQueryClient } from '@tanstack/react-query'
import type { AdditionMadeWire, AdditionWire } from '../../../src/http/contract.ts'
import { rules } from '../../api-rules.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { notifyFailure } from '../../parts/failure.tsx'

const again = ({ kind, name, meaning, word }: AdditionWire) =>
  rules.add(kind === 'landmark' ? { kind, name, word, area: meaning.id } : { kind, name, word, means: meaning.id })

export const useSwitched = () => {
  const words = useWords()
  const client = useQueryClient()
  const switched = async ({ addition, again: posts }: AdditionMadeWire, on: boolean): Promise<void> => {
    const back = async () => {
      try {
        await switched(await (on ? rules.takeBack(addition.id) : again(addition)), !on)
      } catch (error) {
        notifyFailure(error, words)
      }
    }
    notify({
      text: words.t(on ? 'additions.on' : 'additions.off', { name: addition.name, posts }),
      tone: 'done',
      action: { label: words.t('undo'), run: back },
    })
    await client.invalidateQueries({ queryKey: ['additions'] })
    await client.invalidateQueries({ queryKey: ['cases'] })
  }
  return switched
}
