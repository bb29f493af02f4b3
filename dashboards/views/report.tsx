// The weekly report, made to be printed: what was heard, what stood out, how it was answered, where it is open.
import { useQuery } from '@tanstack/react-query'
import Printer from 'lucide-react/icons/printer'
import { type ReactNode, useState } from 'react'
import type { MapWire, TrendsWire } from '../../src/http/contract.ts'
import { desk } from '../api-desk.ts'
import { useWords } from '../i18n.tsx'
import { Awaited } from '../parts/awaited.tsx'
import { Figures } from '../parts/figures.tsx'
import { useAreaName } from '../parts/place.tsx'
import { EchoChart } from './trends/echo-chart.tsx'
import { KeyFigures } from './trends/key-figures.tsx'
import { Spikes } from './trends/spikes.tsx'
import './trends/trends.css'
import './report/report.css'

const week = 168
const most = 10

const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="report-part">
    <h2>{title}</h2>
    {children}
  </section>
)

const Topics = ({ groups }: { groups: TrendsWire['groups'] }) => {
  const { t, both } = useWords()
  const title = t('trends.by.topic')
  const table = {
    head: [title, t('trends.posts'), t('trends.authors'), t('trends.cases')],
    rows: groups.slice(0, most).map(({ name, posts, authors, cases }) => [both(name), posts, authors, cases]),
  }
  return (
    <Section title={title}>
      <Figures title={title} table={table} />
    </Section>
  )
}

const Areas = ({ areas }: { areas: MapWire['areas'] }) => {
  const { t } = useWords()
  const nameOf = useAreaName()
  const title = t('map.title')
  const table = {
    head: [t('map.areaHead'), t('map.open'), t('map.emergencies')],
    rows: areas.slice(0, most).map(({ id, open, emergencies }) => [nameOf(id), open, emergencies]),
  }
  return (
    <Section title={title}>
      <Figures title={title} table={table} />
    </Section>
  )
}

export const Report = () => {
  const { t, format } = useWords()
  const [at] = useState(() => new Date())
  const trends = useQuery({ queryKey: ['report'], queryFn: () => desk.trends({ hours: week, by: 'topic' }) })
  const map = useQuery({ queryKey: ['report', 'map'], queryFn: () => desk.map({ hours: 24 }) })
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
      <Awaited query={trends} rows={6}>
        {(data) => (
          <>
            <KeyFigures data={data} />
            <Section title={t('trends.echoes')}>
              <EchoChart hours={data.hours} />
            </Section>
            <Topics groups={data.groups} />
            <Spikes spikes={data.spikes} />
          </>
        )}
      </Awaited>
      <Awaited query={map}>{({ areas }) => <Areas areas={areas} />}</Awaited>
    </article>
  )
}
