// Alerts: what one should know of, and which of it one wants to be told, when.
import type { AlertWire } from '../../src/http/contract.ts'
import { useAlerts, usePreferences } from '../alerts.ts'
import { desk } from '../api-desk.ts'
import { useNow } from '../clock.ts'
import { useWords } from '../i18n.tsx'
import { Awaited } from '../parts/awaited.tsx'
import { Empty } from '../parts/empty.tsx'
import { Title } from '../parts/isolated.tsx'
import { PressButton } from '../parts/press-button.tsx'
import { Link } from '../router.tsx'
import { Wishes } from './alerts/wishes.tsx'
import './alerts/alerts.css'

const List = ({ alerts }: { alerts: readonly AlertWire[] }) => {
  const { t, format } = useWords()
  const now = useNow()
  if (alerts.length === 0)
    return (
      <Empty title={t('alerts.none')}>
        <p>{t('alerts.noneWhy')}</p>
      </Empty>
    )
  return (
    <ul className="alerts card" aria-label={t('nav.alerts')}>
      {alerts.map(({ id, kind, caseId, reference, title, by, at, seen }) => (
        <li key={id} data-seen={seen} data-kind={kind}>
          <span className={`chip ${kind === 'emergency' || kind === 'window' ? 'tone-coral' : 'tone-accent'}`}>
            {t(`alert.${kind}`)}
          </span>
          <Link href={`/cases/${caseId}`}>
            <Title text={title} />
          </Link>
          <span className="quiet">
            <bdi dir="ltr">{reference}</bdi>
            {by !== null && (
              <>
                {' '}
                · <bdi>{by}</bdi>
              </>
            )}{' '}
            · <time dateTime={at}>{format.relative(at, now)}</time>
          </span>
        </li>
      ))}
    </ul>
  )
}

export const Alerts = () => {
  const { t } = useWords()
  const alerts = useAlerts()
  const { query, prefer } = usePreferences()
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.alerts')}</h1>
        <PressButton work={desk.alertsSeen} stale={[['alerts']]}>
          {t('alerts.read')}
        </PressButton>
      </header>
      <div className="alerts-room">
        <Awaited query={alerts}>{({ items }) => <List alerts={items} />}</Awaited>
        <Awaited query={query}>{(given) => <Wishes given={given} onChange={prefer} />}</Awaited>
      </div>
    </>
  )
}
