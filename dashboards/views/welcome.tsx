// The first steps, four of them, each of which may be left out: how it looks, where posts come from, who works here, what to be
// told.
import { type ReactNode, useState } from 'react'
import { usePreferences } from '../alerts.ts'
import { type Key, useWords } from '../i18n.tsx'
import { Link, navigate } from '../router.tsx'
import { useMay } from '../session.ts'
import { changeSettings, useSettings } from '../settings.ts'
import { Wishes } from './alerts/wishes.tsx'
import './alerts/alerts.css'

const Look = () => {
  const { t } = useWords()
  const { lang, digits } = useSettings()
  return (
    <div className="actions">
      {(['ar', 'en'] as const).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          className="button"
          aria-pressed={lang === one}
          onClick={() => changeSettings({ lang: one })}
        >
          {t(`look.${one}`)}
        </button>
      ))}
      {(['latn', 'arab'] as const).map((one) => (
        <button
          key={one}
          type="button"
          className="button"
          aria-pressed={digits === one}
          onClick={() => changeSettings({ digits: one })}
        >
          {t(`look.${one}`)}
        </button>
      ))}
    </div>
  )
}

const Sources = () => {
  const { t } = useWords()
  const may = useMay('channel.read')
  return (
    <>
      {may && (
        <Link className="button" href="/channels">
          {t('nav.channels')}
        </Link>
      )}
      <p>{t('welcome.import')}</p>
      <p>
        <code dir="ltr">npx sada import FILE --as chat-export</code>
      </p>
    </>
  )
}

const Colleagues = () => {
  const { t } = useWords()
  const may = useMay('user.manage')
  if (!may) return <p>{t('welcome.notYours')}</p>
  return (
    <Link className="button" href="/people">
      {t('nav.people')}
    </Link>
  )
}

const Told = () => {
  const { preferences, prefer } = usePreferences()
  return preferences === undefined ? null : <Wishes given={preferences} onChange={prefer} />
}

const steps: readonly { readonly title: Key; readonly body: () => ReactNode }[] = [
  { title: 'welcome.look', body: Look },
  { title: 'welcome.sources', body: Sources },
  { title: 'welcome.people', body: Colleagues },
  { title: 'welcome.alerts', body: Told },
]

export const Welcome = () => {
  const { t } = useWords()
  const [at, setAt] = useState(0)
  const { prefer } = usePreferences()
  const last = at === steps.length - 1
  const step = steps[at] ?? steps[0]
  if (step === undefined) return null
  const Body = step.body
  const finish = async () => {
    await prefer({ welcomed: true }).catch(() => undefined)
    navigate('/')
  }
  return (
    <div className="page-narrow">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('welcome.title')}</h1>
        <p className="quiet">{t('welcome.step', { at: at + 1, of: steps.length })}</p>
      </header>
      <ol className="steps">
        <li className="card" key={step.title}>
          <h2>{t(step.title)}</h2>
          <Body />
          <div className="actions">
            <button type="button" className="button button-main" onClick={() => (last ? finish() : setAt(at + 1))}>
              {t(last ? 'welcome.finish' : 'welcome.next')}
            </button>
            {at > 0 && (
              <button type="button" className="button button-bare" onClick={() => setAt(at - 1)}>
                {t('welcome.back')}
              </button>
            )}
            <button type="button" className="button button-bare" onClick={finish}>
              {t('welcome.skip')}
            </button>
          </div>
        </li>
      </ol>
    </div>
  )
}
