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

/** A link's secret travels after `#`, which no server or log sees; `?token=` is understood too. */
export const tokenOfLink = () => {
  const hash = location.hash.replace(/^#(?:token=)?/, '')
  return hash === '' ? (new URLSearchParams(location.search).get('token') ?? '') : decodeURIComponent(hash)
}
