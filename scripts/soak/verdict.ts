// What a soak has shown: pure, so that its test can show it a leak.
export type Sample = {
  /** Since the load began. */
  readonly ms: number
  readonly memory: number
  readonly wal: number
  readonly files: number
  readonly waiting: number
  /** In the store, all of them in the matcher's window. */
  readonly posts: number
}

/** What the matcher's index keeps of a post for as long as it is in its window (docs/bench.md): no leak. */
export const indexBytesAPost = 550

export type Verdict = {
  /** After the warm-up, of the least in each minute: what is collected in between is no growth, nor what the index keeps of new posts. */
  readonly megabytesAnHour: number
  /** The same, with what the index keeps. */
  readonly megabytesAnHourInAll: number
  readonly memory: { readonly first: number; readonly last: number; readonly most: number }
  readonly walMost: number
  readonly files: { readonly first: number; readonly last: number; readonly most: number }
  readonly faults: readonly string[]
}

const mega = 2 ** 20
const limits = { megabytesAnHour: 2, wal: 64 * mega, files: 8 }

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Theil and Sen's: the median of all slopes, which a few odd minutes do not move. */
export const slopeOf = (points: readonly (readonly [x: number, y: number])[]): number =>
  median(points.flatMap(([x, y], i) => points.slice(i + 1).map(([u, v]) => (v - y) / (u - x))))

const floors = (
  samples: readonly Sample[],
  bytes: (sample: Sample) => number,
): readonly (readonly [number, number])[] =>
  [...Map.groupBy(samples, ({ ms }) => Math.floor(ms / 60_000))].map(([minute, all]) => [
    minute / 60,
    Math.min(...all.map(bytes)) / mega,
  ])

export const verdictOf = (samples: readonly Sample[], warmUpMs: number): Verdict => {
  const warm = samples.filter(({ ms }) => ms >= warmUpMs)
  const range = (of: (sample: Sample) => number) => {
    const all = warm.map(of)
    return { first: all[0] ?? 0, last: all.at(-1) ?? 0, most: Math.max(0, ...all) }
  }
  const points = floors(warm, ({ memory, posts }) => memory - posts * indexBytesAPost)
  const megabytesAnHour = slopeOf(points)
  const [files, walMost] = [range((one) => one.files), Math.max(0, ...samples.map(({ wal }) => wal))]
  const faults = [
    ...(points.length < 3 ? ['less than three minutes were measured'] : []),
    ...(megabytesAnHour > limits.megabytesAnHour ? [`memory grows by ${megabytesAnHour.toFixed(1)} MB an hour`] : []),
    ...(walMost > limits.wal ? [`the log of changes reached ${Math.round(walMost / mega)} MB`] : []),
    ...(files.last > files.first + limits.files ? [`descriptors went from ${files.first} to ${files.last}`] : []),
  ]
  const megabytesAnHourInAll = slopeOf(floors(warm, ({ memory }) => memory))
  return { megabytesAnHour, megabytesAnHourInAll, memory: range((one) => one.memory), walMost, files, faults }
}
