// One's own account: who one is here, the password, the second factor, and where one is signed in.
import type { ReactNode } from 'react'
import { useWords } from '../i18n.tsx'
import { useReference } from '../queries.ts'
import { useMe } from '../session.ts'
import { PasswordForm } from './account/password-form.tsx'
import { SecondFactor } from './account/second-factor.tsx'
import { Sessions } from './account/sessions.tsx'
import './account/account.css'

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="card account-part" aria-label={title}>
    <h2>{title}</h2>
    {children}
  </section>
)

/** The agencies one works for, by name. */
const Agencies = () => {
  const { t, both } = useWords()
  const { agencies } = useMe()
  const { data } = useReference()
  if (agencies === null || agencies === undefined) return t('people.allAgencies')
  const names = agencies.map((id) => data?.agencies.find((one) => one.id === id)).filter((one) => one !== undefined)
  return names.map(both).join(' · ')
}

export const Account = () => {
  const { t, code } = useWords()
  const me = useMe()
  return (
    <div className="page-narrow account">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.account')}</h1>
        <p className="quiet">
          <bdi>{me.name}</bdi> · {code(`role.${me.role}`, 'role.viewer')} · <Agencies />
        </p>
      </header>
      {me.provided ? (
        <p className="quiet">{t('account.provided')}</p>
      ) : (
        <>
          <Part title={t('factor.title')}>
            <SecondFactor />
          </Part>
          <Part title={t('account.changePassword')}>
            <PasswordForm />
          </Part>
        </>
      )}
      <Part title={t('session.title')}>
        <Sessions />
      </Part>
    </div>
  )
}
