// A labelled world: reports in order of arrival beside what is true of them. The matcher sees only the reports.
import type { Report } from '../types.ts'
import type { Labelled } from './score.ts'

export type World = {
  readonly name: string
  /** What one of its posts weighs in a fit; 1 where left out. Less for a world made to press on one weakness. */
  readonly share?: number
  readonly reports: readonly Report[]
  readonly gold: readonly (Labelled & { readonly language: string; readonly channel: string })[]
}

/** The incident of each post; a post that reports nothing is one of its own. */
export const truthOf = (world: World): ReadonlyMap<string, string> =>
  new Map(world.gold.map((g) => [g.id, g.incident ?? `none:${g.id}`]))
