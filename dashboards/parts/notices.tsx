// The toast and the polite live region; a toast stays while pointed at or focused.
import X from 'lucide-react/icons/x'
import { useEffect, useState } from 'react'
import { useWords } from '../i18n.tsx'
import { dismiss, type Notice, useNotices, useSpoken } from '../notices.ts'

const stay = { done: 9000, fault: 15_000 }

const Toast = ({ notice }: { notice: Notice }) => {
  const { t } = useWords()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(notice.id), stay[notice.tone])
    return () => clearTimeout(timer)
  }, [held, notice])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding the toast only delays its leaving
    <div
      className={`toast toast-${notice.tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="toast-text">{notice.text}</span>
      {notice.action !== undefined && (
        <button type="button" className="toast-action" onClick={notice.action.run}>
          {notice.action.label} <kbd>Z</kbd>
        </button>
      )}
      <button type="button" className="toast-close" aria-label={t('dismiss')} onClick={() => dismiss(notice.id)}>
        <X aria-hidden />
      </button>
    </div>
  )
}

export const Notices = () => {
  const { t } = useWords()
  const notices = useNotices()
  const spoken = useSpoken()
  return (
    <>
      <section className="toasts" aria-label={t('notices')}>
        {notices.map((notice) => (
          <Toast key={notice.id} notice={notice} />
        ))}
      </section>
      <p className="unseen" role="status" aria-live="polite">
        {spoken}
      </p>
    </>
  )
}
