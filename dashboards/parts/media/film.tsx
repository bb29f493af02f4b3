// A film, covered at first: people may be in it.
import type { MediaWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Cover } from './cover.tsx'
import { useMediaName } from './use-media-name.ts'

export const Film = ({ media, url }: { media: MediaWire; url: string }) => {
  const { t, format } = useWords()
  const name = useMediaName(media)
  return (
    <figure className="media-piece">
      <Cover name={name} thumbnail={null}>
        {/* biome-ignore lint/a11y/useMediaCaption: a citizen's film comes without captions */}
        <video controls preload="none" src={url} aria-label={name} className="media-film" />
      </Cover>
      {media.durationMs !== null && (
        <figcaption className="quiet number">{t('media.length', { clock: format.clock(media.durationMs) })}</figcaption>
      )}
    </figure>
  )
}
