// A concept with the words it stands on, while a post is being read.
import type { Concept } from '../profiles/kuwait/index.ts'

export type Said = { readonly concept: Concept; readonly from: number; readonly to: number; readonly sure: boolean }
