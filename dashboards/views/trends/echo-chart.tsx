// Bars that follow the reading direction: messages behind, the new cases among them in front.
import type { TrendsWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'

type Hours = TrendsWire['hours']

/** The nearest round number above, so that the top line can be read. */
export const roundUp = (value: number) => {
  if (value <= 4) return 4
  const size = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 4, 5, 10].map((step) => step * size).find((top) => top >= value) ?? value
}

const share = (value: number, top: number) => `${(value / top) * 100}%`

export const EchoChart = ({ hours }: { hours: Hours }) => {
  const { t, format } = useWords()
  const posts = hours.reduce((sum, hour) => sum + hour.posts, 0)
  const cases = hours.reduce((sum, hour) => sum + hour.cases, 0)
  const top = roundUp(Math.max(1, ...hours.map((hour) => hour.posts)))
  const every = Math.max(1, Math.ceil(hours.length / 4))
  return (
    <figure className="chart card">
      <figcaption>
        <p>{t('trends.sentence', { posts, cases })}</p>
        <p className="legend quiet" aria-hidden="true">
          <span className="legend-posts">{t('trends.posts')}</span>
          <span className="legend-authors">{t('trends.authors')}</span>
          <span className="legend-cases">{t('trends.cases')}</span>
        </p>
      </figcaption>
      <div className="plot" role="img" aria-label={t('trends.sentence', { posts, cases })}>
        <span className="plot-top number">{format.number(top)}</span>
        <span className="plot-half number">{format.number(top / 2)}</span>
        <div className="bars">
          {hours.map((hour) => (
            <div key={hour.at} className="bar" title={`${format.dateTime(hour.at)} · ${format.number(hour.posts)}`}>
              <span className="bar-posts" style={{ blockSize: share(hour.posts, top) }} />
              <span className="bar-authors" style={{ insetBlockEnd: share(hour.authors, top) }} />
              <span className="bar-cases" style={{ blockSize: share(hour.cases, top) }} />
            </div>
          ))}
        </div>
        <div className="ticks">
          {hours
            .filter((_, index) => index % every === 0)
            .map((hour) => (
              <span key={hour.at}>{format.weekHour(hour.at)}</span>
            ))}
        </div>
      </div>
    </figure>
  )
}
