// Things with a name in both languages, as choices in the order of the reader's alphabet.
import { useWords } from './i18n.tsx'
import type { Choice } from './parts/pick.tsx'

export const useNamed = () => {
  const { both, lang } = useWords()
  return (items: readonly { id: string; ar: string; en: string }[] = []): readonly Choice[] =>
    items.map((item): Choice => [item.id, both(item)]).sort(([, a], [, b]) => a.localeCompare(b, lang))
}
