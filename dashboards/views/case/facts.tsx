// What we know and what we do about it: state, owner, echoes, times, merge.
import Merge from 'lucide-react/icons/merge'
import Pencil from 'lucide-react/icons/pencil'
import { lazy, type ReactNode, Suspense } from 'react'
import type { CaseWire } from '../../../src/http/contract.ts'
import { useNow } from '../../clock.ts'
import { useWords } from '../../i18n.tsx'
import { Echoes } from '../../parts/echoes.tsx'
import { type Choice, Pick } from '../../parts/pick.tsx'
import { useCase, useReference } from '../../queries.ts'
import { Link } from '../../router.tsx'
import { useMay, useMe } from '../../session.ts'
import { useCaseActions } from '../../use-case-actions.ts'
import { DueChip } from '../work-list/due-chip.tsx'
import { Agencies } from './agencies.tsx'

const Pins = lazy(() => import('./pins.tsx').then((part) => ({ default: part.Pins })))

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

const StatusPick = ({ given }: { given: CaseWire }) => {
  const { t } = useWords()
  const { setStatus } = useCaseActions()
  const allowed = given.allowedStatuses.filter((status) => status !== given.status)
  const choices = [given.status, ...allowed].map((status): Choice => [status, t(`status.${status}`)])
  const pick = (value: string) => {
    const next = allowed.find((status) => status === value)
    if (next !== undefined) setStatus(given, next)
  }
  return (
    <Pick block label={t('fact.status')} value={given.status} none={given.status} choices={choices} onPick={pick} />
  )
}

const OwnerPick = ({ given }: { given: CaseWire }) => {
  const { t } = useWords()
  const me = useMe()
  const { data } = useReference()
  const { assign } = useCaseActions()
  const users = data?.users ?? []
  const known = given.owner === null || users.some((user) => user.id === given.owner?.id)
  const people = known || given.owner === null ? users : [...users, given.owner]
  const choices = [
    ['', t('assign.nobody')] as const,
    ...people.map((user): Choice => [user.id, user.id === me.id ? t('assign.me', { name: user.name }) : user.name]),
  ]
  const pick = (id: string) => assign(given, people.find((user) => user.id === id) ?? null)
  const owner = given.owner?.id ?? ''
  return <Pick block label={t('fact.owner')} value={owner} none={owner} choices={choices} onPick={pick} />
}

const Recurrence = ({ id }: { id: string }) => {
  const { t } = useWords()
  const { data } = useCase(id)
  if (data === undefined) return null
  return (
    <p className="recurrence">
      {t('case.recurs')}{' '}
      <Link href={`/cases/${id}`}>
        <bdi dir="ltr">{data.reference}</bdi>
      </Link>
    </p>
  )
}

const Times = ({ golden }: { golden: CaseWire['golden'] }) => {
  const { t, format } = useWords()
  const now = useNow()
  return (
    <>
      <Fact name={t('fact.first')}>
        <time dateTime={golden.firstAt}>{format.dateTime(golden.firstAt)}</time>
      </Fact>
      <Fact name={t('fact.last')}>
        <time dateTime={golden.lastAt} title={format.dateTime(golden.lastAt)}>
          {format.relative(golden.lastAt, now)}
        </time>
      </Fact>
    </>
  )
}

type Props = { given: CaseWire; onMerge?: () => void; onEdit?: () => void }

export const Facts = ({ given, onMerge, onEdit }: Props) => {
  const { t } = useWords()
  const { golden } = given
  const mayStatus = useMay('case.status')
  const mayAssign = useMay('case.assign')
  return (
    <aside className="facts card" aria-label={t('case.facts')}>
      <Echoes golden={golden} />
      <p className="quiet">
        {t('accounts', { count: golden.authors })}
        {given.people !== undefined && ` · ${t('people.count', { count: given.people })}`}
      </p>
      {given.recurrenceOf !== null && <Recurrence id={given.recurrenceOf} />}
      <dl>
        <Fact name={t('fact.status')}>
          {mayStatus && given.status !== 'merged' ? <StatusPick given={given} /> : t(`status.${given.status}`)}
        </Fact>
        <Fact name={t('fact.owner')}>
          {mayAssign && given.status !== 'merged' ? (
            <OwnerPick given={given} />
          ) : (
            <bdi>{given.owner?.name ?? t('assign.nobody')}</bdi>
          )}
        </Fact>
        {given.dueAt !== null && (
          <Fact name={t('fact.due')}>
            <DueChip dueAt={given.dueAt} always />
          </Fact>
        )}
        <Fact name={t('agencies.title')}>
          <Agencies given={given} />
        </Fact>
        <Times golden={golden} />
      </dl>
      <Suspense>
        <Pins id={given.id} />
      </Suspense>
      {given.pendingReviews > 0 && (
        <Link href="/review" className="chip tone-plum facts-reviews">
          {t('reviews.pending', { count: given.pendingReviews })}
        </Link>
      )}
      {onEdit !== undefined && (
        <button type="button" className="button no-print" onClick={onEdit}>
          <Pencil aria-hidden /> {t('edit.open')} <kbd aria-hidden>E</kbd>
        </button>
      )}
      {onMerge !== undefined && (
        <button type="button" className="button no-print" onClick={onMerge}>
          <Merge aria-hidden /> {t('merge.open')} <kbd aria-hidden>M</kbd>
        </button>
      )}
    </aside>
  )
}
