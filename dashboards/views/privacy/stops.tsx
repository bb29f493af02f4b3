// Colleagues who looked behind the mask too often in an hour: another one lifts it.
import { useQuery } from '@tanstack/react-query'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'
import { useMe } from '../../session.ts'
import { useFreshen } from '../../use-freshen.ts'
import { usePress } from '../../use-press.ts'

export const Stops = () => {
  const { t, format } = useWords()
  const me = useMe()
  const { data } = useQuery({ queryKey: ['reveal-stops'], queryFn: privacy.stops })
  const { busy, press } = usePress([['reveal-stops']])
  useFreshen(() => [['reveal-stops']])
  if (data === undefined) return null
  return (
    <section className="card account-part" aria-labelledby="stops">
      <h2 id="stops">{t('stops.title')}</h2>
      {data.items.length === 0 && <p className="quiet">{t('stops.none')}</p>}
      <ul className="access-list">
        {data.items.map(({ actor, at, reveals }) => (
          <li key={actor.id} className="access-row">
            <span className="access-what">
              <b>
                <bdi>{actor.name}</bdi>
              </b>
              <span className="quiet">
                {t('stops.reveals', { count: reveals })} · {format.dateTime(at)}
              </span>
            </span>
            {actor.id === me.id ? (
              <span className="quiet">{t('stops.own')}</span>
            ) : (
              <button
                type="button"
                className="button button-small"
                disabled={busy}
                onClick={press(() => privacy.lift(actor.id), t('stops.lifted'))}
              >
                {t('stops.lift')} <span className="unseen">{actor.name}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
