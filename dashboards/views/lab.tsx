// The threshold lab: move the two lines, see what last month would have become, and only then switch them on.
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LabWire } from '../../src/http/contract.ts'
import { desk } from '../api-desk.ts'
import { useWords } from '../i18n.tsx'
import { Awaited } from '../parts/awaited.tsx'
import { Empty } from '../parts/empty.tsx'
import { notifyFailure } from '../parts/failure.tsx'
import { useMay } from '../session.ts'
import { useDone } from '../use-done.ts'
import { FigureCard } from './trends/figure-card.tsx'
import './trends/trends.css'
import './lab/lab.css'

type Lines = { readonly accept: number; readonly review: number }
const start: Lines = { accept: 0.95, review: 0.3 }

const Line = ({
  label,
  value,
  least,
  onMove,
}: {
  label: string
  value: number
  least: number
  onMove: (value: number) => void
}) => {
  const { format } = useWords()
  return (
    <label className="field">
      <span className="field-label">
        {label} <b className="number">{format.percent(value)}</b>
      </span>
      <input
        type="range"
        min={least}
        max={1}
        step={0.01}
        value={value}
        aria-valuetext={format.percent(value)}
        onChange={(event) => onMove(Number(event.target.value))}
      />
    </label>
  )
}

const Figures = ({ data }: { data: LabWire }) => {
  const { t, format } = useWords()
  const { moved } = data
  const share = (value: number | null) => (value === null ? '–' : format.percent(value))
  const figures = [
    [t('lab.gained'), format.number(moved.gained)],
    [t('lab.lost'), format.number(moved.lost)],
    [t('lab.asked'), format.number(moved.asked)],
    [t('lab.precision'), share(moved.precision)],
    [t('lab.recall'), share(moved.recall)],
  ] as const
  return (
    <>
      <dl className="key-figures card lab-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b className="number">{value}</b>
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t('lab.judged', { count: moved.judged })}</p>
    </>
  )
}

const Curve = ({ curve }: { curve: LabWire['curve'] }) => {
  const { t, format } = useWords()
  const table = {
    head: [t('lab.said'), t('lab.pairs'), t('lab.same')],
    rows: curve.map(({ from, judged, same }) => [
      `${Math.round(from * 100)}–${Math.round(from * 100) + 10} %`,
      judged,
      same,
    ]),
  }
  return (
    <FigureCard name="sada-lab" title={t('lab.curve')} table={table}>
      <div className="bars lab-bars" aria-hidden="true">
        {curve.map(({ from, judged, same }) => (
          <div key={from} className="bar" title={`${format.number(same)} / ${format.number(judged)}`}>
            <span className="bar-posts" style={{ blockSize: `${judged === 0 ? 0 : 100}%` }} />
            <span className="bar-cases" style={{ blockSize: `${judged === 0 ? 0 : (same / judged) * 100}%` }} />
          </div>
        ))}
      </div>
      <div className="ticks" aria-hidden="true">
        {curve.map(({ from }) => (
          <span key={from}>{format.percent(from)}</span>
        ))}
      </div>
    </FigureCard>
  )
}

const Aspects = ({ aspects }: { aspects: LabWire['aspects'] }) => {
  const { t, code, format } = useWords()
  if (aspects.length === 0) return null
  const table = {
    head: [t('terms.aspect'), t('lab.agreed'), t('lab.agreeing'), t('lab.differed'), t('lab.differing')],
    rows: aspects.map(({ aspect, agreed, agreeing, differed, differing }) => [
      code(`aspect.${aspect}`, 'aspect.words'),
      agreed,
      agreed === 0 ? null : format.signed(agreeing),
      differed,
      differed === 0 ? null : format.signed(differing),
    ]),
  }
  return (
    <FigureCard name="sada-aspects" title={t('lab.aspects')} table={table} open>
      <p className="quiet">{t('lab.aspectsWhat')}</p>
    </FigureCard>
  )
}

const useSwitch = () => {
  const words = useWords()
  const done = useDone()
  const client = useQueryClient()
  const move = async (to: Lines | null, before: Lines | null): Promise<void> => {
    try {
      await desk.moveLines(to)
      await client.invalidateQueries({ queryKey: ['lab'] })
      done(words.t(to === null ? 'lab.off' : 'lab.on'), () => move(before, to))
    } catch (error) {
      notifyFailure(error, words)
    }
  }
  return move
}

export const Lab = () => {
  const { t, format } = useWords()
  const may = useMay('rule.change')
  const [lines, setLines] = useState<Lines>(start)
  const move = useSwitch()
  const query = useQuery({
    queryKey: ['lab', lines],
    queryFn: () => desk.lab(lines.accept, lines.review),
    placeholderData: keepPreviousData,
    enabled: may,
  })
  if (!may) return <Empty title={t('lab.notYours')} />
  const on = query.data?.on ?? null
  return (
    <div className="lab">
      <header className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('nav.lab')}</h1>
          <p className="quiet">{t('lab.what')}</p>
        </div>
      </header>
      <section className="card lab-lines" aria-label={t('lab.lines')}>
        <Line
          label={t('lab.accept')}
          value={lines.accept}
          least={0.5}
          onMove={(accept) => setLines(({ review }) => ({ accept, review: Math.min(review, accept) }))}
        />
        <Line
          label={t('lab.review')}
          value={lines.review}
          least={0}
          onMove={(review) => setLines(({ accept }) => ({ accept: Math.max(accept, review), review }))}
        />
        <p>
          {on === null
            ? t('lab.learned')
            : t('lab.moved', { accept: format.percent(on.accept), review: format.percent(on.review) })}
        </p>
        <div className="actions">
          <button type="button" className="button button-main" onClick={() => move(lines, on)}>
            {t('lab.switch')}
          </button>
          {on !== null && (
            <button type="button" className="button" onClick={() => move(null, on)}>
              {t('lab.back')}
            </button>
          )}
        </div>
      </section>
      <Awaited query={query}>
        {(data) => (
          <>
            <Figures data={data} />
            <Aspects aspects={data.aspects} />
            <Curve curve={data.curve} />
          </>
        )}
      </Awaited>
    </div>
  )
}
