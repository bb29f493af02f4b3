// Logistic regression on a few dense signals, by Newton's method with a ridge: exact, so no seed.

export type Row = {
  readonly signals: readonly number[]
  readonly truth: boolean
  readonly weight?: number
  /** Log-odds that are given, not fitted. */
  readonly offset?: number
}
export type Fitted = { readonly bias: number; readonly weights: readonly number[] }

/** Solves A x = b in place by Gaussian elimination with pivoting. */
const solve = (a: number[][], b: number[]): number[] => {
  const size = b.length
  for (let i = 0; i < size; i++) {
    let pivot = i
    for (let r = i + 1; r < size; r++) if (Math.abs(a[r]![i]!) > Math.abs(a[pivot]![i]!)) pivot = r
    ;[a[i], a[pivot]] = [a[pivot]!, a[i]!]
    ;[b[i], b[pivot]] = [b[pivot]!, b[i]!]
    for (let r = i + 1; r < size; r++) {
      const factor = a[r]![i]! / a[i]![i]!
      for (let c = i; c < size; c++) a[r]![c]! -= factor * a[i]![c]!
      b[r]! -= factor * b[i]!
    }
  }
  const x = new Array<number>(size).fill(0)
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!
    for (let c = i + 1; c < size; c++) sum -= a[i]![c]! * x[c]!
    x[i] = sum / a[i]![i]!
  }
  return x
}

const newtonStep = (rows: readonly Row[], theta: readonly number[], ridge: number): number[] => {
  const size = theta.length
  const hessian = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => (i === j ? (i === 0 ? 1e-9 : ridge) : 0)),
  )
  const gradient = theta.map((value, i) => (i === 0 ? 0 : ridge * value))
  for (const { signals, truth, weight = 1, offset = 0 } of rows) {
    const x = [1, ...signals]
    const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * theta[i]!, offset)))
    const [slope, curve] = [weight * (p - (truth ? 1 : 0)), weight * Math.max(p * (1 - p), 1e-6)]
    for (let i = 0; i < size; i++) {
      gradient[i]! += slope * x[i]!
      for (let j = 0; j < size; j++) hessian[i]![j]! += curve * x[i]! * x[j]!
    }
  }
  return solve(hessian, gradient)
}

export const fitLogistic = (rows: readonly Row[], ridge = 1, steps = 12): Fitted => {
  let theta = new Array<number>((rows[0]?.signals.length ?? 0) + 1).fill(0)
  for (let k = 0; k < steps; k++) {
    const step = newtonStep(rows, theta, ridge)
    theta = theta.map((value, i) => value - step[i]!)
  }
  return { bias: theta[0]!, weights: theta.slice(1) }
}
