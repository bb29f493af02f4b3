// From match weight to probability: isotonic steps (pool adjacent violators), blended towards a logistic curve where
// observations are few, and joined by straight lines so that order is kept.
import type { Calibration } from './model.ts'

export type Observation = {
  readonly weight: number
  readonly right: boolean
  /** What it counts; 1 where left out. */
  readonly share?: number
}

/** Two-parameter logistic fit by Newton's method. */
export const platt = (seen: readonly Observation[]): { readonly a: number; readonly b: number } => {
  let a = 1
  let b = 0
  for (let step = 0; step < 50; step++) {
    let [ga, gb, haa, hab, hbb] = [1e-3 * (a - 1), 0, 1e-3, 0, 1e-3]
    for (const { weight, right, share = 1 } of seen) {
      const p = 1 / (1 + Math.exp(-(a * weight + b)))
      const [d, h] = [share * (p - (right ? 1 : 0)), share * p * (1 - p)]
      ga += d * weight
      gb += d
      haa += h * weight * weight
      hab += h * weight
      hbb += h
    }
    const det = haa * hbb - hab * hab
    if (Math.abs(det) < 1e-12) break
    a -= (hbb * ga - hab * gb) / det
    b -= (haa * gb - hab * ga) / det
  }
  return { a, b }
}

type Pool = { weight: number; right: number; n: number }

const isotonic = (seen: readonly Observation[]): Pool[] => {
  const pools: Pool[] = []
  for (const { weight, right, share = 1 } of seen.toSorted((x, y) => x.weight - y.weight)) {
    let pool: Pool = { weight: share * weight, right: right ? share : 0, n: share }
    let last = pools.at(-1)
    while (last && last.right / last.n >= pool.right / pool.n) {
      pools.pop()
      pool = { weight: last.weight + pool.weight, right: last.right + pool.right, n: last.n + pool.n }
      last = pools.at(-1)
    }
    pools.push(pool)
  }
  return pools
}

const prior = 60

export const calibrate = (seen: readonly Observation[]): Calibration => {
  if (seen.length === 0) return { weight: [], p: [] }
  const { a, b } = platt(seen)
  const curve = (w: number) => 1 / (1 + Math.exp(-(a * w + b)))
  const points: { w: number; p: number }[] = []
  for (const { weight, right, n } of isotonic(seen)) {
    const w = weight / n
    const p = (right + prior * curve(w)) / (n + prior)
    points.push({ w: Number(w.toFixed(4)), p: Number(Math.max(p, points.at(-1)?.p ?? 0).toFixed(5)) })
  }
  return { weight: points.map((x) => x.w), p: points.map((x) => x.p) }
}
