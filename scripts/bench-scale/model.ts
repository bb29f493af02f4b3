// Processor time a post against the size of the window, by least squares: what is left when others share the machine.
import type { Measured } from './figures.ts'

export type Model = {
  readonly a: number
  readonly b: number
  /** Mean relative error. */
  readonly error: number
  readonly perCore: number
}

const cpuOf = ({ workerCpuMs, databaseCpuMs }: Measured) => workerCpuMs + (databaseCpuMs ?? 0)

export const fitted = (measured: readonly Measured[]): Model => {
  const points = measured.map((one) => [Math.log10(one.window / 10_000), cpuOf(one)] as const)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const spread = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  const b = spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / spread
  const a = my - b * mx
  const error = mean(points.map(([x, y]) => Math.abs(a + b * x - y) / y))
  return { a, b, error, perCore: 1000 / (a + 2 * b) }
}
