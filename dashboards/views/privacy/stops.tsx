// Colleagues who looked behind the mask too often in an hour: another one lifts it.
import { useQuery } from '@tanstack/react-query'
import type { RevealStopWire } from '../../../src/http/contract.ts'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { PressButton } from '../../parts/press-button.tsx'
import { Rows } from '../../parts/rows.tsx'
import { useMe } from '../../session.ts'
import { useFreshen } from '../../use-freshen.ts'

const Stop = ({ stop: { actor, at, reveals } }: { stop: RevealStopWire }) => {
  const { t, format } = useWords()
  const me = useMe()
  return (
    <li className="access-row">
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
        <PressButton
          work={() => privacy.lift(actor.id)}
          stale={[['reveal-stops']]}
          done={t('stops.lifted')}
          of={actor.name}
        >
          {t('stops.lift')}
        </PressButton>
      )}
    </li>
  )
}

export const Stops = () => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['reveal-stops'], queryFn: privacy.stops })
  useFreshen(() => [['reveal-stops']])
  return (
    <Part name="stops" title={t('stops.title')}>
      <Awaited query={query} rows={1}>
        {({ items }) => (
          <Rows of={items} none={t('stops.none')}>
            {(one) => <Stop key={one.actor.id} stop={one} />}
          </Rows>
        )}
      </Awaited>
    </Part>
  )
}
