// One case: what was heard, why it belongs together, and everything a person may do about it.
import { useQueryClient } from '@tanstack/react-query'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import type { CaseWire } from '../../src/http/contract.ts'
import { ApiError } from '../api.ts'
import { useWords } from '../i18n.tsx'
import { KindChip, StatusChip } from '../parts/chips.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { Title } from '../parts/isolated.tsx'
import { Dot, usePlace } from '../parts/place.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useCase } from '../queries.ts'
import { Link } from '../router.tsx'
import { useFreshen } from '../use-freshen.ts'
import { CaseRoom } from './case/case-room.tsx'
import { WindowChip } from './work-list/case-row.tsx'
import './case/case.css'

const Heading = ({ given }: { given: CaseWire }) => {
  const { t, both } = useWords()
  const placeOf = usePlace()
  const { golden } = given
  const place = placeOf(golden)
  return (
    <header className="case-head">
      <Link href="/" className="back">
        <ArrowLeft aria-hidden className="turns" /> {t('nav.cases')}
      </Link>
      <p className="case-line">
        <bdi dir="ltr" className="reference">
          {given.reference}
        </bdi>
        <KindChip kind={given.kind} /> <StatusChip status={given.status} />
        {given.window !== null && <WindowChip window={given.window} />}
      </p>
      <h1 tabIndex={-1}>
        <Title text={golden.title} />
      </h1>
      <p className="case-where">
        {place ?? t('place.none')}
        {(golden.placeName ?? golden.place) !== null && (
          <>
            <Dot />
            <bdi>{golden.placeName === null ? golden.place : both(golden.placeName)}</bdi>
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
            {both(golden.agency)}
          </>
        )}
      </p>
    </header>
  )
}

const MergedInto = ({ id }: { id: string }) => {
  const { t } = useWords()
  const { data } = useCase(id)
  return (
    <p className="banner banner-demo case-note">
      <span>
        {t('case.mergedInto')}{' '}
        <Link href={`/cases/${id}`}>
          <bdi dir="ltr">{data?.reference ?? '…'}</bdi>
        </Link>
      </span>
    </p>
  )
}

const Missing = () => {
  const { t } = useWords()
  return (
    <>
      <h1 className="unseen" tabIndex={-1}>
        {t('case.missing')}
      </h1>
      <Empty title={t('case.missing')}>
        <p>{t('case.missingWhy')}</p>
        <Link href="/" className="button">
          {t('nav.cases')}
        </Link>
      </Empty>
    </>
  )
}

export const CasePage = ({ id }: { id: string }) => {
  const client = useQueryClient()
  const { data, error, isPending } = useCase(id)
  useFreshen((message) => (message.caseId === id && message.kind !== 'presence' ? [['case', id]] : []))
  if (isPending) return <Skeleton />
  if (data === undefined) {
    if (error instanceof ApiError && error.problem.status === 404) return <Missing />
    return <Failure error={error} retry={() => client.invalidateQueries({ queryKey: ['case', id] })} />
  }
  return (
    <>
      <Heading given={data} />
      {data.mergedInto !== null && <MergedInto id={data.mergedInto} />}
      <CaseRoom given={data} />
    </>
  )
}
