// Who an author is: for those who may, for a reason, and for a minute. The server has noted it before anything is shown.
import ScanEye from 'lucide-react/icons/scan-eye'
import { useEffect, useState } from 'react'
import type { RevealedWire } from '../../../src/http/contract.ts'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'
import { announce } from '../../notices.ts'
import { Form } from '../../parts/form.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { useMay } from '../../session.ts'
import './reveal.css'

const shownFor = 60_000

/** One line for ears and eyes: the name, the handle, then the ids, each once. */
const namesOf = ({ name, handle, remoteId, aliases }: RevealedWire): readonly string[] => [
  ...new Set([name, handle, remoteId, ...aliases].filter((one) => one !== null && one !== '') as string[]),
]

const AskWhy = ({ author, onClose, onSeen }: Asking) => {
  const { t } = useWords()
  const run = async (given: FormData) => {
    const revealed = await privacy.reveal(author, String(given.get('reason')).trim())
    announce(t('reveal.done'))
    onSeen(revealed)
  }
  return (
    <Sheet title={t('reveal.title')} onClose={onClose}>
      <Form go={t('reveal.go')} run={run} onClose={onClose}>
        <label className="field">
          <span className="field-label">{t('reveal.reason')}</span>
          <textarea className="input" name="reason" dir="auto" rows={2} minLength={3} maxLength={500} required />
          <span className="quiet">{t('reveal.noted')}</span>
        </label>
      </Form>
    </Sheet>
  )
}
type Asking = { author: string; onClose: () => void; onSeen: (revealed: RevealedWire) => void }

const Seen = ({ revealed, onHide }: { revealed: RevealedWire; onHide: () => void }) => {
  const { t } = useWords()
  useEffect(() => {
    const timer = setTimeout(onHide, shownFor)
    return () => clearTimeout(timer)
  }, [onHide])
  return (
    <span className="reveal-seen">
      {namesOf(revealed).map((one) => (
        <bdi key={one}>{one}</bdi>
      ))}
      <button type="button" className="button button-small" onClick={onHide}>
        {t('reveal.hide')}
      </button>
    </span>
  )
}

/** The key I presses it on the post that has the focus. */
export const Reveal = ({ author, name }: { author: string; name: string }) => {
  const { t } = useWords()
  const may = useMay('author.reveal')
  const [asking, setAsking] = useState(false)
  const [revealed, setRevealed] = useState<RevealedWire | null>(null)
  const [hide] = useState(() => () => setRevealed(null))
  if (!may) return null
  if (revealed !== null) return <Seen revealed={revealed} onHide={hide} />
  return (
    <>
      <button
        type="button"
        className="icon-button reveal no-print"
        data-reveal
        aria-label={t('reveal.open', { name })}
        title={t('reveal.open', { name })}
        onClick={() => setAsking(true)}
      >
        <ScanEye aria-hidden />
      </button>
      {asking && (
        <AskWhy
          author={author}
          onClose={() => setAsking(false)}
          onSeen={(one) => {
            setAsking(false)
            setRevealed(one)
          }}
        />
      )}
    </>
  )
}
