// The weekly report, made to be printed: what was heard, what stood out, how it was answered, where it is open.
import { useQuery } from '@tanstack/react-query'
import Printer from 'lucide-react/icons/printer'
import { type ReactNode, useState } from 'react'
import type { MapWire, TrendsWire } from '../../src/http/contract.ts'
import { desk } from '../api-desk.ts'
import { useWords } from '../i18n.tsx'
import { Failure } from '../parts/failure.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useReference } from '../queries.ts'
import { EchoChart } from './trends/echo-chart.tsx'
import { KeyFigures } from './trends/key-figures.tsx'
import { Spikes } from './trends/spikes.tsx'
import './trends/trends.css'
import './report/report.css'

const week = 168
const most = 10

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="report-part">
    <h2>{title}</h2>
    {children}
  </section>
)

const Groups = ({ groups }: { groups: TrendsWire['groups'] }) => {
  const { t, both, format } = useWords()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('trends.by.topic')}</th>
          <th scope="col">{t('trends.posts')}</th>
          <th scope="col">{t('trends.authors')}</th>
          <th scope="col">{t('trends.cases')}</th>
        </tr>
      </thead>
      <tbody>
        {groups.slice(0, most).map(({ name, posts, authors, cases }) => (
          <tr key={name.id}>
            <th scope="row">{both(name)}</th>
            <td className="number">{format.number(posts)}</td>
            <td className="number">{format.number(authors)}</td>
            <td className="number">{format.number(cases)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Areas = ({ areas }: { areas: MapWire['areas'] }) => {
  const { t, both, format } = useWords()
  const { data } = useReference()
  const nameOf = (id: string) => {
    const area = data?.areas.find((one) => one.id === id)
    return area === undefined ? id : both(area)
  }
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('map.areaHead')}</th>
          <th scope="col">{t('map.open')}</th>
          <th scope="col">{t('map.emergencies')}</th>
        </tr>
      </thead>
      <tbody>
        {areas.slice(0, most).map(({ id, open, emergencies }) => (
          <tr key={id}>
            <th scope="row">{nameOf(id)}</th>
            <td className="number">{format.number(open)}</td>
            <td className="number">{format.number(emergencies)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const Report = () => {
  const { t, format } = useWords()
  const [at] = useState(() => new Date())
  const trends = useQuery({ queryKey: ['report'], queryFn: () => desk.trends({ hours: week, by: 'topic' }) })
  const map = useQuery({ queryKey: ['report', 'map'], queryFn: () => desk.map({ hours: 24 }) })
  const failed = [trends, map].find((one) => one.isError)
  const from = new Date(at.getTime() - week * 3_600_000)
  return (
    <article className="report">
      <header className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('report.title')}</h1>
          <p className="quiet">
            {t('report.span', { from: format.day(from.toISOString()), to: format.day(at.toISOString()) })}
          </p>
        </div>
        <button type="button" className="button button-main no-print" onClick={() => window.print()}>
          <Printer aria-hidden /> {t('report.print')}
        </button>
      </header>
      {failed !== undefined && <Failure error={failed.error} retry={() => failed.refetch()} />}
      {failed === undefined && (trends.isPending || map.isPending) && <Skeleton rows={6} />}
      {trends.data !== undefined && (
        <>
          <KeyFigures data={trends.data} />
          <Part title={t('trends.echoes')}>
            <EchoChart hours={trends.data.hours} />
          </Part>
          <Part title={t('trends.by.topic')}>
            <Groups groups={trends.data.groups} />
          </Part>
          <Spikes spikes={trends.data.spikes} />
        </>
      )}
      {map.data !== undefined && (
        <Part title={t('map.title')}>
          <Areas areas={map.data.areas} />
        </Part>
      )}
    </article>
  )
}
