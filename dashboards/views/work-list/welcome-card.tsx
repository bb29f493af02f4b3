// Shown until one has been through the first steps, or says no.
import { usePreferences } from '../../alerts.ts'
import { useWords } from '../../i18n.tsx'
import { Link } from '../../router.tsx'
import '../alerts/alerts.css'

export const WelcomeCard = () => {
  const { t } = useWords()
  const { preferences, prefer } = usePreferences()
  if (preferences === undefined || preferences.welcomed) return null
  return (
    <aside className="welcome-card card" aria-label={t('welcome.title')}>
      <p>
        <b>{t('welcome.title')}</b> <span className="quiet">{t('welcome.what')}</span>
      </p>
      <Link className="button button-small button-main" href="/welcome">
        {t('welcome.begin')}
      </Link>
      <button type="button" className="button button-small button-bare" onClick={() => prefer({ welcomed: true })}>
        {t('welcome.skip')}
      </button>
    </aside>
  )
}
