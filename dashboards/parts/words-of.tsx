// A citizen's own words: in their own direction, never turning the page around them, with the matching words marked.
import { Fragment } from 'react'
import { useWords } from '../i18n.tsx'
import { type Mark, segments } from '../marks.ts'

const toneOf = (aspect: string) =>
  ({ place: 'mark-place', names: 'mark-place', problem: 'mark-problem', topic: 'mark-problem', time: 'mark-time' })[
    aspect
  ] ?? 'mark-words'

// Handles, links and phone numbers read left to right even inside an Arabic sentence.
const runs = /(@[\w.]+|#[A-Za-z0-9_]+|https?:\/\/\S+|\+?\d[\d -]{5,}\d)/

const Isolated = ({ text }: { text: string }) =>
  text.split(runs).map((run, index) => {
    const key = `${index} ${run}`
    return index % 2 === 0 ? (
      <Fragment key={key}>{run}</Fragment>
    ) : (
      <bdi key={key} dir="ltr">
        {run}
      </bdi>
    )
  })

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
