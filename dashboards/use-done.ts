// Says what was done, with the way back; what goes wrong on that way is said too.
import { useWords } from './i18n.tsx'
import { notify } from './notices.ts'
import { notifyFailure } from './parts/failure.tsx'

export const useDone = () => {
  const words = useWords()
  return (text: string, back: () => Promise<unknown>) => {
    const run = () => back().catch((error: unknown) => notifyFailure(error, words))
    notify({ text, tone: 'done', action: { label: words.t('undo'), run } })
  }
}
