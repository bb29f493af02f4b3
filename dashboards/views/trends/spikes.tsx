// What is louder than the same hours of the weeks before, with one press to its cases.
import TrendingUp from 'lucide-react/icons/trending-up'
import type { TrendsWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Link } from '../../router.tsx'

export const Spikes = ({ spikes }: { spikes: TrendsWire['spikes'] }) => {
  const { t, both, format } = useWords()
  return (
    <section className="card figure" aria-label={t('spikes.title')}>
      <h2>{t('spikes.title')}</h2>
      {spikes.length === 0 && <p className="quiet">{t('spikes.none')}</p>}
      <ul className="spikes">
        {spikes.map(({ topic, area, posts, expected, open }) => {
          const wanted = { topic: topic.id, ...(area === null ? {} : { area: area.id }) }
          return (
            <li key={`${topic.id} ${area?.id}`}>
              <TrendingUp aria-hidden />
              <span>
                <b>{area === null ? both(topic) : t('spikes.where', { topic: both(topic), area: both(area) })}</b>{' '}
                <span className="quiet">{t('spikes.much', { posts, expected: format.decimal(expected) })}</span>
              </span>
              <Link className="button button-small" href={`/?${new URLSearchParams(wanted)}`}>
                {t('spikes.cases', { count: open })}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
