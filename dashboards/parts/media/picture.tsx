// A picture, covered at first, with the words a machine read in it.
import type { MediaWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Cover } from './cover.tsx'
import { MachineWords } from './machine-words.tsx'
import { useMediaName } from './use-media-name.ts'

export const Picture = ({ media, url }: { media: MediaWire; url: string }) => {
  const { t } = useWords()
  const name = useMediaName(media)
  const { thumbnail, words, width, height } = media
  const alt = media.caption === null && words !== null ? t('media.picture-saying', { words }) : name
  return (
    <figure className="media-piece">
      <Cover name={name} thumbnail={thumbnail ?? url}>
        <a href={url} target="_blank" rel="noreferrer" className="media-picture">
          <img
            src={thumbnail ?? url}
            alt={alt}
            loading="lazy"
            width={width ?? undefined}
            height={height ?? undefined}
          />
        </a>
      </Cover>
      {words !== null && <MachineWords title={t('media.words')} text={words} />}
    </figure>
  )
}
