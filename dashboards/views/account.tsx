// One's own account: who one is here, the password, the second factor, and where one is signed in.
import { useWords } from '../i18n.tsx'
import { AgencyNames } from '../parts/agency-names.tsx'
import { Part } from '../parts/part.tsx'
import { useMe } from '../session.ts'
import { PasswordForm } from './account/password-form.tsx'
import { SecondFactor } from './account/second-factor.tsx'
import { Sessions } from './account/sessions.tsx'
import './account/account.css'

export const Account = () => {
  const { t, code } = useWords()
  const me = useMe()
  return (
    <div className="page-narrow account">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.account')}</h1>
        <p className="quiet">
          <bdi>{me.name}</bdi> · {code(`role.${me.role}`, 'role.viewer')} · <AgencyNames ids={me.agencies ?? null} />
        </p>
      </header>
      {me.provided ? (
        <p className="quiet">{t('account.provided')}</p>
      ) : (
        <>
          <Part name="factor" title={t('factor.title')}>
            <SecondFactor />
          </Part>
          <Part name="password" title={t('account.changePassword')}>
            <PasswordForm />
          </Part>
        </>
      )}
      <Part name="sessions" title={t('session.title')}>
        <Sessions />
      </Part>
    </div>
  )
}
