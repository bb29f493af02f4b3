// The case as it was at a moment: the slider stops at everything that happened to it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseWire, EventWire, PastWire } from '../../../src/http/contract.ts'
import { desk } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Title } from '../../parts/isolated.tsx'
import { usePlace } from '../../parts/place.tsx'
import { PostLine } from '../../parts/post-line.tsx'
import { WordsOf } from '../../parts/words-of.tsx'

/** One stop a moment, oldest first. */
const stopsOf = (events: readonly EventWire[]): readonly string[] => [...new Set(events.map(({ at }) => at))].sort()

const Posts = ({ past }: { past: PastWire }) => {
  const { t, format, both } = useWords()
  const placeOf = usePlace()
  const { title, place, placeName, topic, agency } = past.golden
  const asked = past.agencies.map(({ agency, done }) => (done ? `${both(agency)} ✓` : both(agency)))
  const landmark = placeName === null ? place : both(placeName)
  const facts = [placeOf(past.golden), landmark, topic && both(topic), agency && both(agency), ...asked]
  return (
    <div className="past">
      {title !== '' && (
        <p>
          <b>
            <Title text={title} />
          </b>
          <br />
          <span className="quiet">{facts.filter((fact) => fact !== null).join(' · ')}</span>
        </p>
      )}
      <p>
        {t('past.was', { status: t(`status.${past.status}`), count: past.posts.length })}
        {past.owner !== null && (
          <span className="quiet">
            {' '}
            {t('fact.owner')} <bdi>{past.owner}</bdi>
          </span>
        )}
      </p>
      <ol className="thread">
        {past.posts.map((post) => (
          <li key={post.id} className="past-post">
            <PostLine post={post} />
            <WordsOf text={post.withheld ? t('post.withheld') : post.text} lang={post.language} />
          </li>
        ))}
      </ol>
      {past.more && <p className="quiet">{t('past.more', { count: format.number(past.posts.length) })}</p>}
    </div>
  )
}

const AsItWas = ({ id, at }: { id: string; at: string }) => {
  const query = useQuery({
    queryKey: ['case', id, 'past', at],
    queryFn: () => desk.past(id, at),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return <Awaited query={query}>{(past) => <Posts past={past} />}</Awaited>
}

export const Past = ({ given, events }: { given: CaseWire; events: readonly EventWire[] }) => {
  const { t, format } = useWords()
  const stops = stopsOf(events)
  const [chosen, setAt] = useState<number | null>(null)
  if (stops.length < 2) return null
  const last = stops.length - 1
  const at = stops[Math.min(chosen ?? last, last)] ?? given.openedAt
  return (
    <section className="card rewind" aria-label={t('past.label')}>
      <label className="field">
        <span className="field-label">{t('past.label')}</span>
        <input
          type="range"
          min={0}
          max={last}
          value={chosen ?? last}
          aria-valuetext={format.dateTime(at)}
          onChange={(event) => setAt(Number(event.target.value))}
        />
      </label>
      <p className="actions">
        <time dateTime={at}>{chosen === null ? t('map.now') : format.dateTime(at)}</time>
        {chosen !== null && (
          <button type="button" className="button button-small button-bare" onClick={() => setAt(null)}>
            {t('past.now')}
          </button>
        )}
      </p>
      {chosen !== null && <AsItWas id={given.id} at={at} />}
    </section>
  )
}
