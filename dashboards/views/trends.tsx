// Trends: how much was said and by how many, what stood out, how fast and how well it was answered, how well it was matched.
import { keepPreviousData, useQuery as useAsk } from '@tanstack/react-query'
import Printer from 'lucide-react/icons/printer'
import type { TrendsWire } from '../../src/http/contract.ts'
import { desk } from '../api-desk.ts'
import { useWords } from '../i18n.tsx'
import { Awaited } from '../parts/awaited.tsx'
import { Pick } from '../parts/pick.tsx'
import { Link, navigate, useQuery } from '../router.tsx'
import { useFreshen } from '../use-freshen.ts'
import { EchoChart } from './trends/echo-chart.tsx'
import { FigureCard } from './trends/figure-card.tsx'
import { GroupBars } from './trends/group-bars.tsx'
import { KeyFigures } from './trends/key-figures.tsx'
import { Spikes } from './trends/spikes.tsx'
import './trends/trends.css'

const spans = ['24', '72', '168', '744'] as const
const spanWords = { '24': 'trends.day', '72': 'trends.threeDays', '168': 'trends.week', '744': 'trends.month' } as const
const groupings = ['channel', 'agency', 'topic', 'area'] as const

const useView = () => {
  const params = useQuery()
  const by = groupings.find((name) => name === params.get('by')) ?? 'channel'
  const hours = spans.find((span) => span === params.get('hours')) ?? '72'
  const key = params.get('key') ?? ''
  const choose = (change: Readonly<Record<string, string>>) => {
    const next = Object.entries({ by, hours, key, ...change }).filter(([, value]) => value !== '')
    navigate(`/trends?${new URLSearchParams(next)}`, 'replace')
  }
  return { by, hours, key, choose }
}

export const useGroupName = (by: string) => {
  const { both, code } = useWords()
  return (name: TrendsWire['groups'][number]['name']) =>
    by === 'channel' ? code(`channel.${name.id}`, 'channel.generic') : both(name)
}

const Quality = ({
  quality,
  peopleAgree,
}: {
  quality: TrendsWire['quality']
  peopleAgree: TrendsWire['peopleAgree']
}) => {
  const { t, format } = useWords()
  const share = (count: number, of: number) => (of === 0 ? null : Math.round((count / of) * 1000) / 10)
  const table = {
    head: [t('quality.week'), t('quality.precision'), t('quality.agreed'), t('quality.refuted'), t('quality.asked')],
    rows: quality.map((one) => [
      format.day(one.week),
      share(one.confirmed, one.confirmed + one.refuted),
      share(one.machineRight, one.asked),
      one.refuted,
      one.asked,
    ]),
  }
  const latest = table.rows.at(-1)
  const said = (value: string | number | null | undefined) =>
    typeof value === 'number' ? format.percent(value / 100) : '–'
  return (
    <FigureCard name="sada-quality" title={t('quality.title')} table={table}>
      <p>
        {t('quality.sentence', { precision: said(latest?.[1]), agreed: said(latest?.[2]) })}{' '}
        {peopleAgree.of > 0 && t('quality.people', { share: format.percent(peopleAgree.count / peopleAgree.of) })}
      </p>
    </FigureCard>
  )
}

const Shown = ({
  data,
  by,
  chosen,
  choose,
}: {
  data: TrendsWire
  by: (typeof groupings)[number]
  chosen: string
  choose: (change: Readonly<Record<string, string>>) => void
}) => {
  const { t, format } = useWords()
  const nameOf = useGroupName(by)
  const counts = [t('trends.posts'), t('trends.authors'), t('trends.cases')]
  const hours = {
    head: [t('trends.hour'), ...counts],
    rows: data.hours
      .filter(({ posts, cases }) => posts > 0 || cases > 0)
      .map(({ at, posts, authors, cases }) => [format.dateTime(at), posts, authors, cases]),
  }
  const groups = {
    head: [t(`trends.by.${by}`), ...counts],
    rows: data.groups.map(({ name, posts, authors, cases }) => [nameOf(name), posts, authors, cases]),
  }
  return (
    <div className="trends-grid">
      <KeyFigures data={data} />
      <FigureCard name="sada-echoes" title={t('trends.echoes')} table={hours}>
        <EchoChart hours={data.hours} />
      </FigureCard>
      <FigureCard name={`sada-by-${by}`} title={t(`trends.by.${by}`)} table={groups}>
        <GroupBars groups={data.groups} nameOf={nameOf} chosen={chosen} onPick={(key) => choose({ key })} />
      </FigureCard>
      <Spikes spikes={data.spikes} />
      <Quality quality={data.quality} peopleAgree={data.peopleAgree} />
    </div>
  )
}

export const Trends = () => {
  const { t } = useWords()
  const { by, hours, key, choose } = useView()
  const query = useAsk({
    queryKey: ['trends', hours, by, key],
    queryFn: () => desk.trends({ hours, by, key }),
    placeholderData: keepPreviousData,
  })
  useFreshen((message) => (message.kind === 'presence' ? [] : [['trends']]))
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>{t('trends.title')}</h1>
        <div className="actions">
          <Pick
            label={t('trends.by')}
            value={by}
            none={by}
            choices={groupings.map((name) => [name, t(`trends.by.${name}`)])}
            onPick={(value) => choose({ by: value, key: '' })}
          />
          <Pick
            label={t('trends.span')}
            value={hours}
            none={hours}
            choices={spans.map((span) => [span, t(spanWords[span])])}
            onPick={(value) => choose({ hours: value })}
          />
          <Link className="button button-small" href="/report">
            <Printer aria-hidden /> {t('report.open')}
          </Link>
        </div>
      </header>
      <Awaited query={query}>{(data) => <Shown data={data} by={by} chosen={key} choose={choose} />}</Awaited>
    </>
  )
}
