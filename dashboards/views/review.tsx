// Clerical review: is this the same incident? One key an answer, the next question at once.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ReviewWire } from '../../src/http/contract.ts'
import type { Verdict } from '../api.ts'
import { desk } from '../api-desk.ts'
import { useWords } from '../i18n.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useOverview } from '../queries.ts'
import { Link } from '../router.tsx'
import { useMay } from '../session.ts'
import { useShortcuts } from '../shortcuts.ts'
import { Agreements } from './review/agreements.tsx'
import { Pair } from './review/pair.tsx'
import { answerWords, useQueue } from './review/use-queue.ts'
import './review/review.css'

const answers: readonly { readonly answer: Verdict; readonly key: string; readonly style: string }[] = [
  { answer: 'same', key: 'S', style: 'button answer answer-same' },
  { answer: 'different', key: 'D', style: 'button answer answer-different' },
  { answer: 'not_a_report', key: 'N', style: 'button answer' },
  { answer: 'skip', key: 'J', style: 'button button-bare answer' },
]

type AnswerWith = (answer: Verdict, chosen: string | undefined) => void

const Candidates = ({ item, at, onPick }: { item: ReviewWire; at: number; onPick: (at: number) => void }) => {
  const { t, format } = useWords()
  if (item.suggestions.length < 2) return null
  return (
    <fieldset className="segments" aria-label={t('review.candidates')}>
      {item.suggestions.map((suggestion, index) => (
        <button
          key={suggestion.case.id}
          type="button"
          className="segment"
          aria-pressed={index === at}
          onClick={() => onPick(index)}
        >
          <kbd aria-hidden>{index + 1}</kbd> {t('review.candidate', { number: format.number(index + 1) })}
        </button>
      ))}
    </fieldset>
  )
}

/** A new item lives under its own key, so the choice of candidate starts over. */
const Question = ({ item, onAnswer }: { item: ReviewWire; onAnswer: AnswerWith }) => {
  const { t } = useWords()
  const may = useMay('review.answer')
  const [at, setAt] = useState(0)
  const card = useRef<HTMLElement>(null)
  const suggestion = item.suggestions[at] ?? item.suggestions[0]
  useEffect(() => card.current?.focus({ preventScroll: true }), [])
  const give = (answer: Verdict) => onAnswer(answer, answer === 'same' ? suggestion?.case.id : undefined)
  const pick = (index: number) => index < item.suggestions.length && setAt(index)
  useShortcuts(
    {
      KeyS: () => give('same'),
      KeyD: () => give('different'),
      KeyN: () => give('not_a_report'),
      KeyJ: () => give('skip'),
      Digit1: () => pick(0),
      Digit2: () => pick(1),
      Digit3: () => pick(2),
    },
    may,
  )
  if (suggestion === undefined) return null
  return (
    <article className="question" ref={card} tabIndex={-1} aria-label={t('review.ask')} data-review={item.id}>
      <Candidates item={item} at={at} onPick={setAt} />
      <Pair item={item} suggestion={suggestion} />
      <Agreements match={suggestion.match} nearness={suggestion.nearness} />
      {may ? (
        <fieldset className="answers" aria-label={t('review.answers')}>
          {answers.map(({ answer, key, style }) => (
            <button key={answer} type="button" className={style} onClick={() => give(answer)}>
              {t(answerWords[answer])} <kbd aria-hidden>{key}</kbd>
            </button>
          ))}
        </fieldset>
      ) : (
        <p className="quiet">{t('review.mayNot')}</p>
      )}
    </article>
  )
}

/** What all have answered today, and how often the machine leaned the same way. */
const Day = () => {
  const { t, format } = useWords()
  const { data } = useQuery({ queryKey: ['review-day'], queryFn: desk.reviewDay })
  if (data === undefined || data.all === 0) return null
  return (
    <span className="quiet">
      {t('review.day', { mine: data.mine, all: data.all })}{' '}
      {data.judged > 0 && t('review.dayMachine', { share: format.percent(data.machineAgreed / data.judged) })}
    </span>
  )
}

const Progress = ({ done, left }: { done: number; left: number }) => {
  const { t } = useWords()
  return (
    <div className="progress">
      <progress max={Math.max(1, done + left)} value={done} aria-label={t('review.progress', { done, left })} />
      <span className="quiet">{t('review.progress', { done, left })}</span>
      <Day />
    </div>
  )
}

export const Review = () => {
  const { t } = useWords()
  const overview = useOverview()
  const { query, current, answer, done } = useQueue()
  const left = Math.max(overview.data?.pendingReviews ?? 0, current === undefined ? 0 : 1)
  const again = () => query.refetch()
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>{t('review.ask')}</h1>
        {(done > 0 || current !== undefined) && <Progress done={done} left={left} />}
      </header>
      {query.isPending && <Skeleton rows={4} />}
      {query.isError && current === undefined && <Failure error={query.error} retry={again} />}
      {query.isSuccess && current === undefined && (
        <Empty title={t(done > 0 ? 'review.finished' : 'review.none')}>
          <p>{t('review.noneWhy')}</p>
          <Link href="/" className="button">
            {t('nav.cases')}
          </Link>
        </Empty>
      )}
      {current !== undefined && (
        <Question key={current.id} item={current} onAnswer={(given, chosen) => answer(current, given, chosen)} />
      )}
    </>
  )
}
