// How long a text is, the way its channel counts.
import twitter from 'twitter-text'
import type { Limits } from '../../connectors/connector.ts'

export type Length = Limits['routes'][number]['length']

export const lengthOf = (text: string, unit: Length['unit']): number => {
  if (unit === 'bytes') return Buffer.byteLength(text)
  return unit === 'x-weighted' ? twitter.parseTweet(text).weightedLength : [...text].length
}

export const fits = (text: string, { max, unit }: Length): boolean => lengthOf(text, unit) <= max
