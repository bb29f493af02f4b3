// What each part of a reading is worth: the worlds with that part taken out, to be fitted and measured anew.
import type { Report } from '../types.ts'
import type { World } from './worlds.ts'

const hour = 3_600_000

/** One part taken out of the report that stands `n`-th in its stream. */
const removals = {
  concepts: (report: Report): Report => ({ ...report, concepts: [] }),
  places: (report: Report): Report => ({ ...report, places: [] }),
  /** Who spoke, in answer to what, with which picture. */
  context: (report: Report): Report => ({ ...report, author: null, replyTo: null, phashes: [] }),
  /** Order stays; the posts stand an hour apart and say nothing of when. */
  time: (report: Report, n: number): Report => {
    const at = n * hour
    return { ...report, at, happened: { from: at, to: at, said: false, recurring: false } }
  },
  meaning: (report: Report): Report => ({ ...report, meaning: [] }),
  /** What the classifier adds where the lexicon is silent. */
  topics: (report: Report): Report => ({ ...report, topics: [], agency: null }),
  /** The chance of reporting nothing. */
  gate: (report: Report): Report => ({ ...report, reports: 1, kind: 'complaint' }),
} as const
export type Part = keyof typeof removals
export const parts = Object.keys(removals) as readonly Part[]

export const without = (world: World, part: Part): World => ({
  ...world,
  reports: world.reports.map((report, n) => removals[part](report, n)),
})
