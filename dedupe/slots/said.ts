// A concept with the words it stands on, while a post is being read.
import type { Concept } from '../profiles/kuwait/index.ts'

export type Said = {
  readonly concept: Concept
  readonly from: number
  readonly to: number
  readonly sure: boolean
  /** In the very words of the lexicon; its words apart from one another; made of a thing and its state; in words people added. */
  readonly how: 'phrase' | 'apart' | 'composed' | 'added'
}
