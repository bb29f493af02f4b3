// How many rows a turn takes: as many as keep others waiting for about as long as they may: for the store on SQLite, for the
// keys of the posts in hand on PostgreSQL.
export type Pace = {
  size(): number
  /** A turn of so many rows held the store for so long. */
  held(rows: number, ms: number): void
}

/** Milliseconds a turn may take, rows at least and at most. */
export type Hold = { readonly ms: number; readonly least: number; readonly most: number }
export const holds = {
  /** Beside a door, whose senders wait for the store. Shorter turns change hands more often, which a busy machine is slow at. */
  beside: { ms: 15, least: 8, most: 500 },
  alone: { ms: 250, least: 8, most: 500 },
  /** One of many workers: a post waits for all of its turn, and a turn for others that share its keys. */
  worker: { ms: 25, least: 4, most: 32 },
} as const satisfies Readonly<Record<string, Hold>>

export const paceOf = ({ ms: target, least, most }: Hold): Pace => {
  let size = Math.min(32, most)
  return {
    size: () => Math.round(size),
    held(rows, ms) {
      // What was few because no more came says little of how long many take.
      if (rows < size / 2 && ms < target) return
      const fitting = (rows * target) / Math.max(ms, 0.1)
      size = Math.min(most, Math.max(least, (size + Math.min(fitting, 2 * size)) / 2))
    },
  }
}
