// Standing truths above the page: sample data, no connection, updates interrupted.
import FlaskConical from 'lucide-react/icons/flask-conical'
import WifiOff from 'lucide-react/icons/wifi-off'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useWords } from '../i18n.tsx'
import type { LiveState } from '../live.ts'

const subscribe = (listener: () => void) => {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}
const useOnline = () => useSyncExternalStore(subscribe, () => navigator.onLine)

/** A stream that drops and returns within a few seconds is nobody's business. */
const useLasting = (now: boolean, millis: number) => {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!now) return setLasting(false)
    const timer = setTimeout(() => setLasting(true), millis)
    return () => clearTimeout(timer)
  }, [now, millis])
  return lasting
}

export const Banners = ({ demo, live }: { demo: boolean; live: LiveState }) => {
  const { t } = useWords()
  const online = useOnline()
  const interrupted = useLasting(live === 'lost', 4000)
  const away = !online || interrupted
  if (!demo && !away) return null
  return (
    <section className="banners" aria-label={t('banner.label')}>
      {demo && (
        <p className="banner banner-demo">
          <FlaskConical aria-hidden /> <span>{t('banner.demo')}</span>
        </p>
      )}
      {away && (
        <p className="banner banner-offline" role="alert">
          <WifiOff aria-hidden /> <span>{t(online ? 'banner.interrupted' : 'banner.offline')}</span>
        </p>
      )}
    </section>
  )
}
