// The four figures a supervisor asks for first.
import type { TrendsWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'

export const KeyFigures = ({ data }: { data: TrendsWire }) => {
  const { t, format } = useWords()
  const share = ({ count, of }: { count: number; of: number }) => (of === 0 ? '–' : format.percent(count / of))
  const { medianMinutes, cases } = data.firstAnswer
  const figures = [
    [t('trends.merged'), share(data.merged), t('trends.mergedWhy', { count: data.merged.count })],
    [t('trends.perCase'), format.decimal(data.postsPerCase), t('trends.perCaseWhy')],
    [
      t('trends.firstAnswer'),
      medianMinutes === null ? '–' : format.span(medianMinutes * 60_000),
      t('trends.firstAnswerWhy', { count: cases }),
    ],
    [t('trends.pleased'), share(data.satisfaction), t('trends.pleasedWhy', { count: data.satisfaction.of })],
  ] as const
  return (
    <dl className="key-figures card">
      {figures.map(([name, value, why]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b className="number">{value}</b> <span className="quiet">{why}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
