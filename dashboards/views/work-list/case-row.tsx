// One case in the list: what, where, how loud, how far, and what is about to be lost.
import Clock from 'lucide-react/icons/clock'
import Scale from 'lucide-react/icons/scale'
import UserRound from 'lucide-react/icons/user-round'
import { memo } from 'react'
import type { CaseWire } from '../../../src/http/contract.ts'
import { useNow } from '../../clock.ts'
import { useWords } from '../../i18n.tsx'
import { KindMark, StatusChip } from '../../parts/chips.tsx'
import { Echoes } from '../../parts/echoes.tsx'
import { Isolated } from '../../parts/isolated.tsx'
import { Dot, usePlace } from '../../parts/place.tsx'
import { Link } from '../../router.tsx'
import { rememberRow } from '../../use-list-keys.ts'
import { DueChip } from './due-chip.tsx'

const soon = 60 * 60_000

export const WindowChip = ({ window }: { window: NonNullable<CaseWire['window']> }) => {
  const { t, format } = useWords()
  const now = useNow()
  const left = new Date(window.closesAt).getTime() - now
  if (left <= 0) return null
  return (
    <span className={`chip ${window.authors === 0 ? '' : left < soon ? 'tone-coral' : 'tone-amber'}`}>
      <Clock aria-hidden /> {t('window.closes', { span: format.span(left), count: window.authors })}
    </span>
  )
}

const Where = ({ given }: { given: CaseWire }) => {
  const { both } = useWords()
  const placeOf = usePlace()
  const { golden } = given
  const place = placeOf(golden)
  return (
    <p className="row-where">
      <bdi dir="ltr" className="reference">
        {given.reference}
      </bdi>
      {place !== null && (
        <>
          <Dot />
          {place}
        </>
      )}
      {golden.topic !== null && (
        <>
          <Dot />
          {both(golden.topic)}
        </>
      )}
      {golden.agency !== null && (
        <>
          <Dot />
          <span className="row-agency">{both(golden.agency)}</span>
        </>
      )}
    </p>
  )
}

type Props = {
  readonly given: CaseWire
  readonly index: number
  readonly count: number
  readonly offset: number
  readonly measure: (element: Element | null) => void
  readonly chosen: boolean
  readonly onToggle: ((id: string) => void) | undefined
}

export const CaseRow = memo(({ given, index, count, offset, measure, chosen, onToggle }: Props) => {
  const { t, format } = useWords()
  const now = useNow()
  const { golden } = given
  const href = `/cases/${given.id}`
  return (
    <li
      ref={measure}
      className="row"
      data-kind={given.kind}
      data-case={given.id}
      data-index={index}
      data-chosen={chosen}
      aria-setsize={count}
      aria-posinset={index + 1}
      style={{ transform: `translateY(${offset}px)` }}
    >
      <span className="row-lead">
        {onToggle !== undefined && (
          <input
            type="checkbox"
            className="row-check no-print"
            checked={chosen}
            aria-label={t('many.choose', { reference: given.reference })}
            onChange={() => onToggle(given.id)}
          />
        )}
        <KindMark kind={given.kind} />
      </span>
      <div className="row-main">
        {/* As the words run, so that what does not fit is cut at their end. */}
        <h2 className="row-title" dir="auto">
          <Link href={href} className="row-link" onClick={() => rememberRow(href)}>
            <bdi className="unseen">{t(`kind.${given.kind}`)}: </bdi>
            <span className="title">
              <Isolated text={golden.title} />
            </span>
          </Link>
        </h2>
        <Where given={given} />
      </div>
      <div className="row-echoes">
        <Echoes golden={golden} />
      </div>
      <div className="row-state">
        <StatusChip status={given.status} />
        {given.pendingReviews > 0 && (
          <span className="chip tone-plum">
            <Scale aria-hidden /> {t('reviews.pending', { count: given.pendingReviews })}
          </span>
        )}
        {given.window !== null && <WindowChip window={given.window} />}
        <DueChip dueAt={given.dueAt} />
      </div>
      <p className="row-time quiet">
        <time dateTime={golden.lastAt} title={format.dateTime(golden.lastAt)}>
          {format.relative(golden.lastAt, now)}
        </time>
        {given.owner !== null && (
          <span className="row-owner">
            <UserRound aria-hidden /> <span className="unseen">{t('fact.owner')} </span>
            <bdi>{given.owner.name}</bdi>
          </span>
        )}
      </p>
    </li>
  )
})
