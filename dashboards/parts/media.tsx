// What was sent along: a picture to look at, a voice to hear, or the plain truth of where the file stands.
import Ban from 'lucide-react/icons/ban'
import Clock from 'lucide-react/icons/clock'
import FileText from 'lucide-react/icons/file-text'
import ImageOff from 'lucide-react/icons/image-off'
import MapPin from 'lucide-react/icons/map-pin'
import type { MediaWire, PostWire } from '../../src/http/contract.ts'
import { useWords } from '../i18n.tsx'
import { Film } from './media/film.tsx'
import { Picture } from './media/picture.tsx'
import { useMediaName } from './media/use-media-name.ts'
import { Voice } from './media/voice.tsx'
import './media.css'

const icons = { waiting: Clock, failed: ImageOff, refused: Ban, away: ImageOff, kept: FileText } as const

/** Not here: not yet, no more, or never, and why. */
const Absent = ({ media }: { media: MediaWire }) => {
  const { t, code } = useWords()
  const name = useMediaName(media)
  const Icon = icons[media.state]
  return (
    <span className="media-away" data-state={media.state}>
      <Icon aria-hidden /> <bdi>{media.filename ?? name}</bdi>
      <span className="quiet">
        {code(`media.state.${media.state}`, 'media.state.away')}
        {media.fault !== null && `${t('media.because')} ${code(`media.fault.${media.fault}`, 'media.fault.other')}`}
      </span>
    </span>
  )
}

const Piece = ({ media }: { media: MediaWire }) => {
  const name = useMediaName(media)
  const type = media.mimeType ?? ''
  if (media.url === null) return <Absent media={media} />
  if (type.startsWith('image/')) return <Picture media={media} url={media.url} />
  if (type.startsWith('video/')) return <Film media={media} url={media.url} />
  if (type.startsWith('audio/')) return <Voice media={media} url={media.url} />
  return (
    <a href={media.url} className="media-away" download>
      <FileText aria-hidden /> <bdi>{media.filename ?? name}</bdi>
    </a>
  )
}

export const Attachments = ({ post }: { post: PostWire }) => {
  const { t } = useWords()
  const { media, location } = post
  if (media.length === 0 && location === null) return null
  return (
    <div className="media">
      {media.map((piece) => (
        <Piece key={piece.id} media={piece} />
      ))}
      {location !== null && (
        <span className="media-away">
          <MapPin aria-hidden />
          {location.name === undefined ? t('media.pin') : <bdi>{location.name}</bdi>}
          <bdi dir="ltr" className="quiet number">
            {location.lat.toFixed(4)}, {location.lon.toFixed(4)}
          </bdi>
        </span>
      )}
    </div>
  )
}
