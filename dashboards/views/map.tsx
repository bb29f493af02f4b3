// The map of Kuwait: open cases by area, the hours that led there, and the same in a table. Choosing an area opens its cases.
import { useQuery as useAsk } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { MapWire, ReferenceWire } from '../../src/http/contract.ts'
import { desk } from '../api-desk.ts'
import { useWords } from '../i18n.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { Pick } from '../parts/pick.tsx'
import { useAreaName } from '../parts/place.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useReference } from '../queries.ts'
import { Link, navigate, useQuery } from '../router.tsx'
import { useFreshen } from '../use-freshen.ts'
import { useNamed } from '../use-named.ts'
import { AreaTable } from './map/area-table.tsx'
import { KuwaitMap } from './map/kuwait-map.tsx'
import { Replay } from './map/replay.tsx'
import { type Borders, draw, type Extent, fetchBorders } from './map/shapes.ts'
import './map/map.css'

const spans = ['24', '72', '168'] as const

const useFilters = () => {
  const params = useQuery()
  const value = (name: string) => params.get(name) ?? ''
  const choose = (name: string, given: string) => {
    const next = new URLSearchParams(params)
    if (given === '') next.delete(name)
    else next.set(name, given)
    const text = next.toString()
    navigate(text === '' ? '/map' : `/map?${text}`, 'replace')
  }
  return { agency: value('agency'), topic: value('topic'), hours: value('hours') || '72', choose }
}

type Given = { data: MapWire; borders: Borders; reference: ReferenceWire; topic: string; agency: string }

const Drawn = ({ data, borders, reference, topic, agency }: Given) => {
  const { t, both } = useWords()
  const [extent, setExtent] = useState<Extent>('city')
  const [chosen, setAt] = useState<number | null>(null)
  const last = data.hours.length - 1
  const at = Math.min(chosen ?? last, last)
  const outlines = useMemo(() => draw(borders, reference.areas, extent), [borders, reference.areas, extent])
  const areas = useMemo(() => new Map(reference.areas.map((area) => [area.id, area])), [reference.areas])
  const most = useMemo(() => Math.max(1, ...data.hours.flatMap(({ open }) => Object.values(open))), [data.hours])
  const now = useMemo(() => Object.fromEntries(data.areas.map(({ id, open }) => [id, open])), [data.areas])
  const nameOf = useAreaName()
  const governorateOf = (id: string) => {
    const found = borders.governorates.find((one) => one.id === areas.get(id)?.governorate)
    return found === undefined ? '' : both(found)
  }
  const hrefOf = (area: string) => {
    const wanted = Object.entries({ area, topic, agency }).filter(([, value]) => value !== '')
    return `/?${new URLSearchParams(wanted)}`
  }
  return (
    <div className="map-room">
      <figure className="card map-card">
        <fieldset className="segments" aria-label={t('map.extent')}>
          {(['city', 'country'] as const).map((name) => (
            <button
              key={name}
              type="button"
              className="segment"
              aria-pressed={extent === name}
              onClick={() => setExtent(name)}
            >
              {t(`map.${name}`)}
            </button>
          ))}
        </fieldset>
        <KuwaitMap
          outlines={outlines}
          open={at === last ? now : (data.hours[at]?.open ?? {})}
          most={most}
          nameOf={nameOf}
          hrefOf={hrefOf}
          title={t('map.title')}
        />
        <Replay hours={data.hours} at={at} onMove={setAt} />
        <figcaption className="quiet">{t('map.source')}</figcaption>
      </figure>
      <section className="card map-table" aria-label={t('map.table')}>
        <AreaTable rows={data.areas} nameOf={nameOf} governorateOf={governorateOf} hrefOf={hrefOf} />
        {data.areas.length === 0 && <Empty title={t('map.none')} />}
        {data.unplaced > 0 && <p className="quiet map-unplaced">{t('map.unplaced', { count: data.unplaced })}</p>}
      </section>
    </div>
  )
}

export const MapView = () => {
  const { t } = useWords()
  const { agency, topic, hours, choose } = useFilters()
  const reference = useReference()
  const borders = useAsk({ queryKey: ['borders'], queryFn: fetchBorders, staleTime: Number.POSITIVE_INFINITY })
  const query = useAsk({ queryKey: ['map', hours, agency, topic], queryFn: () => desk.map({ hours, agency, topic }) })
  useFreshen((message) => (message.caseId === null || message.kind === 'presence' ? [] : [['map']]))
  const named = useNamed()
  const words = { '24': 'trends.day', '72': 'trends.threeDays', '168': 'trends.week' } as const
  const whole = query.data !== undefined && borders.data !== undefined && reference.data !== undefined
  const failed = [query, borders, reference].find((one) => one.isError && one.data === undefined)
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>{t('map.title')}</h1>
        <div className="actions">
          <Pick
            label={t('filter.agency')}
            value={agency}
            choices={[['', t('filter.agency')], ...named(reference.data?.agencies)]}
            onPick={(value) => choose('agency', value)}
          />
          <Pick
            label={t('filter.topic')}
            value={topic}
            choices={[['', t('filter.topic')], ...named(reference.data?.topics)]}
            onPick={(value) => choose('topic', value)}
          />
          <Pick
            label={t('trends.span')}
            value={hours}
            none={hours}
            choices={spans.map((span) => [span, t(words[span])])}
            onPick={(value) => choose('hours', value)}
          />
          <Link className="button button-small" href="/">
            {t('nav.cases')}
          </Link>
        </div>
      </header>
      {failed !== undefined && <Failure error={failed.error} retry={() => failed.refetch()} />}
      {failed === undefined && !whole && <Skeleton rows={6} />}
      {whole && (
        <Drawn data={query.data} borders={borders.data} reference={reference.data} topic={topic} agency={agency} />
      )}
    </>
  )
}
