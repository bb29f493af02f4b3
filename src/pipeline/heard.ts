// What a post says, with what machines heard and read in its files: its author's words first.
import { maskPersonalData } from '../../dedupe/index.ts'
import type { MediaRow } from '../store/index.ts'

export const isUnheard = ({ kind, transcript }: Pick<MediaRow, 'kind' | 'transcript'>): boolean =>
  (kind === 'voice' || kind === 'audio') && transcript === null

type Said = Pick<MediaRow, 'transcript' | 'words'>

/** A number that a machine read off a picture is too often wrong to name a block or a street. */
const withoutDigits = (words: string): string => words.replace(/\p{N}+/gu, ' ').replace(/[^\S\n]+/g, ' ')

/** The words in a picture speak only for an author who wrote and said nothing. */
export const heardIn = (text: string, media: readonly Said[]): string => {
  const said = [text, ...media.map(({ transcript }) => transcript ?? '')].filter((part) => part.trim() !== '')
  if (said.length > 0) return said.join('\n')
  return media
    .map(({ words }) => withoutDigits(words ?? ''))
    .filter((part) => part.trim() !== '')
    .join('\n')
}

/** Words of pictures for the search, whatever else was said. */
export const seenIn = (media: readonly Said[]): string =>
  media
    .map(({ words }) => maskPersonalData(words ?? ''))
    .join(' ')
    .trim()
