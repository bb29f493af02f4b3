// A voice: how long it is, a player, its pace, and what a machine heard; without that, somebody has to listen.
import Ear from 'lucide-react/icons/ear'
import { useRef, useState } from 'react'
import type { MediaWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { MachineWords } from './machine-words.tsx'
import { useMediaName } from './use-media-name.ts'

const paces = [1, 1.5, 2] as const

export const Voice = ({ media, url }: { media: MediaWire; url: string }) => {
  const { t, format } = useWords()
  const name = useMediaName(media)
  const player = useRef<HTMLAudioElement>(null)
  const [pace, setPace] = useState<(typeof paces)[number]>(1)
  const faster = () => {
    const next = paces[(paces.indexOf(pace) + 1) % paces.length]!
    if (player.current !== null) player.current.playbackRate = next
    setPace(next)
  }
  return (
    <figure className="media-piece media-voice">
      <div className="media-player">
        {/* biome-ignore lint/a11y/useMediaCaption: what was heard stands below it, where a machine heard it */}
        <audio ref={player} controls preload="none" src={url} aria-label={name} />
        <button type="button" className="button button-small" onClick={faster}>
          {t('media.pace', { pace: format.decimal(pace) })}
        </button>
        {media.durationMs !== null && (
          <span className="quiet number">{t('media.length', { clock: format.clock(media.durationMs) })}</span>
        )}
      </div>
      {media.transcript === null ? (
        <span className="chip tone-amber">
          <Ear aria-hidden /> {t('media.listen')}
        </span>
      ) : (
        <MachineWords title={t('media.heard')} text={media.transcript} />
      )}
    </figure>
  )
}
