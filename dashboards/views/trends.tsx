// Echoes an hour for three days: how much was said, how much of it was new; every bar also stands in a table.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { useWords } from '../i18n.tsx'
import { Failure } from '../parts/failure.tsx'
import { Pick } from '../parts/pick.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useFreshen } from '../use-freshen.ts'
import { EchoChart } from './trends/echo-chart.tsx'
import { EchoTable } from './trends/echo-table.tsx'
import './trends/trends.css'

const spans = ['24', '72', '168'] as const

export const Trends = () => {
  const { t } = useWords()
  const [hours, setHours] = useState<string>('72')
  const query = useQuery({ queryKey: ['echoes', hours], queryFn: () => api.echoes(Number(hours)) })
  useFreshen(() => [['echoes']])
  const words = { '24': 'trends.day', '72': 'trends.threeDays', '168': 'trends.week' } as const
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>{t('trends.title')}</h1>
        <Pick
          label={t('trends.span')}
          value={hours}
          none={hours}
          choices={spans.map((span) => [span, t(words[span])])}
          onPick={setHours}
        />
      </header>
      {query.isPending && <Skeleton rows={3} />}
      {query.isError && query.data === undefined && <Failure error={query.error} retry={() => query.refetch()} />}
      {query.data !== undefined && (
        <>
          <EchoChart hours={query.data.hours} />
          <EchoTable hours={query.data.hours} />
        </>
      )}
    </>
  )
}
