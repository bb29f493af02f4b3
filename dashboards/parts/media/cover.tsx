// People may be in what citizens send: it stays covered until whoever works on it looks on purpose.
import Eye from 'lucide-react/icons/eye'
import EyeOff from 'lucide-react/icons/eye-off'
import { type ReactNode, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useWords } from '../../i18n.tsx'
import { useSettings } from '../../settings.ts'

type Props = { name: string; thumbnail: string | null; children: ReactNode }

export const Cover = ({ name, thumbnail, children }: Props) => {
  const { t } = useWords()
  const { pictures } = useSettings()
  const [open, setOpen] = useState(pictures === 'shown')
  const button = useRef<HTMLButtonElement>(null)
  /** The focus stays where the hand is. */
  const turn = (next: boolean) => {
    flushSync(() => setOpen(next))
    button.current?.focus()
  }
  if (!open)
    return (
      <button ref={button} type="button" className="media-cover" onClick={() => turn(true)}>
        {thumbnail !== null && <img src={thumbnail} alt="" loading="lazy" />}
        <span className="media-cover-words">
          <Eye aria-hidden /> {t('media.show', { name })}
        </span>
      </button>
    )
  return (
    <div className="media-open">
      {children}
      <button ref={button} type="button" className="button button-small" onClick={() => turn(false)}>
        <EyeOff aria-hidden /> {t('media.hide')}
      </button>
    </div>
  )
}
