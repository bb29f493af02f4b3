// A citizen's own words: in their own direction, never turning the page around them, with the matching words marked.
import { useWords } from '../i18n.tsx'
import { type Mark, segments } from '../marks.ts'
import { Isolated } from './isolated.tsx'

const toneOf = (aspect: string) =>
  ({ place: 'mark-place', names: 'mark-place', problem: 'mark-problem', topic: 'mark-problem', time: 'mark-time' })[
    aspect
  ] ?? 'mark-words'

type Props = { text: string; lang?: string | null; marks?: readonly Mark[]; className?: string }

export const WordsOf = ({ text, lang, marks = [], className = '' }: Props) => {
  const { code } = useWords()
  const spoken = lang === 'none' || lang === 'other' || lang === null ? undefined : languageTag(lang)
  return (
    <p className={`words ${className}`} dir="auto" lang={spoken}>
      {segments(text, marks).map(({ start, text: part, aspect }) =>
        aspect === null ? (
          <Isolated key={start} text={part} />
        ) : (
          <mark key={start} className={toneOf(aspect)} title={code(`aspect.${aspect}`, 'aspect.words')}>
            <Isolated text={part} />
          </mark>
        ),
      )}
    </p>
  )
}

const tags: Readonly<Record<string, string>> = { arabizi: 'ar-Latn', 'roman-ur': 'ur-Latn', 'roman-ml': 'ml-Latn' }
const languageTag = (lang: string | undefined) => (lang === undefined ? undefined : (tags[lang] ?? lang))
