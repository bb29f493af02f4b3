// The frame of the screens before one is inside: the mark, a card, and the choice of language.
import type { ReactNode } from 'react'
import { useWords } from '../../i18n.tsx'
import { EchoMark } from '../../parts/echo-mark.tsx'
import { changeSettings } from '../../settings.ts'
import './door.css'

export const Door = ({ title, children }: { title: string; children: ReactNode }) => {
  const { t, lang } = useWords()
  const other = lang === 'ar' ? 'en' : 'ar'
  return (
    <main className="door">
      <div className="door-card card">
        <div className="door-brand">
          <EchoMark />
          <p>
            <b>{t('sada')}</b>
            <span>{t('motto')}</span>
          </p>
        </div>
        <h1 tabIndex={-1}>{title}</h1>
        {children}
      </div>
      <button type="button" className="button button-bare" lang={other} onClick={() => changeSettings({ lang: other })}>
        {t('otherLanguage')}
      </button>
    </main>
  )
}

type FieldProps = {
  label: string
  name: string
  type?: string
  autoComplete: string
  minLength?: number
  hint?: string
}

export const Field = ({ label, name, type = 'text', autoComplete, minLength, hint }: FieldProps) => (
  <label className="field">
    <span className="field-label">{label}</span>
    <input
      className="input"
      name={name}
      type={type}
      autoComplete={autoComplete}
      required
      minLength={minLength}
      maxLength={type === 'password' ? 200 : 100}
      dir={type === 'password' ? 'ltr' : 'auto'}
    />
    {hint !== undefined && <span className="quiet">{hint}</span>}
  </label>
)

/** Tells password managers whose password a form is about. */
export const Whose = ({ name }: { name: string }) => (
  <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
)

/** A link's secret travels after `#`, which no server or log sees; `?token=` is understood too. */
export const tokenOfLink = () => {
  const hash = location.hash.replace(/^#(?:token=)?/, '')
  return hash === '' ? (new URLSearchParams(location.search).get('token') ?? '') : decodeURIComponent(hash)
}
