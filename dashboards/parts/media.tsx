// What was sent along: a picture to look at, a voice to hear, or the plain truth that the bytes are not here.
import FileText from 'lucide-react/icons/file-text'
import ImageOff from 'lucide-react/icons/image-off'
import MapPin from 'lucide-react/icons/map-pin'
import Mic from 'lucide-react/icons/mic'
import type { PostWire } from '../../src/http/contract.ts'
import { useWords } from '../i18n.tsx'
import './media.css'

type Media = PostWire['media'][number]
const icons = { image: ImageOff, audio: Mic, voice: Mic } as Readonly<Record<string, typeof FileText>>

const Piece = ({ media }: { media: Media }) => {
  const { t, code } = useWords()
  const name = code(`media.${media.kind}`, 'media.file')
  if (media.url !== null && media.kind === 'image')
    return (
      <a href={media.url} target="_blank" rel="noreferrer" className="media-picture">
        <img src={media.url} alt={media.caption ?? name} loading="lazy" />
      </a>
    )
  if (media.url !== null && /^(?:audio|voice)$/.test(media.kind))
    // biome-ignore lint/a11y/useMediaCaption: a citizen's voice note comes without captions
    return <audio controls preload="none" src={media.url} aria-label={name} />
  const Icon = icons[media.kind] ?? FileText
  const label = media.filename ?? name
  if (media.url === null)
    return (
      <span className="media-away">
        <Icon aria-hidden /> <bdi>{label}</bdi> <span className="quiet">{t('media.away')}</span>
      </span>
    )
  return (
    <a href={media.url} className="media-away" target="_blank" rel="noreferrer">
      <Icon aria-hidden /> <bdi>{label}</bdi>
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
