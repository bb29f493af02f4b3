// The curves as drawings, the model fitted to them, and the tables of docs/scale.md between its two marks.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Chart, drawn } from './drawing.ts'
import type { Keys, Measured } from './figures.ts'
import { fitted, type Model } from './model.ts'
import { writeInScale } from './scale-page.ts'

export type Found = { readonly machine: string; readonly measured: readonly Measured[]; readonly keys: Keys }

const by = <K extends string | number>(measured: readonly Measured[], key: (one: Measured) => K) => [
  ...Map.groupBy(measured, key).entries(),
]

const charts = ({ measured, keys }: Found): Readonly<Record<string, Chart>> => ({
  'scale-window.svg': {
    title: 'Posts a second with decisions, by posts in the window',
    x: 'posts in the window (log)',
    y: 'posts/s',
    lines: by(measured, ({ workers }) => workers).map(([workers, rows]) => ({
      name: `${workers} worker${workers === 1 ? '' : 's'}`,
      points: rows.map(({ window, perSecond }) => [window, perSecond] as const),
    })),
  },
  'scale-workers.svg': {
    title: 'Posts a second with decisions, by workers',
    x: 'workers (log)',
    y: 'posts/s',
    lines: by(measured, ({ window }) => window).map(([window, rows]) => ({
      name: `${window.toLocaleString('en')}`,
      points: rows.map(({ workers, perSecond }) => [workers, perSecond] as const),
    })),
  },
  'scale-keys.svg': {
    title: 'Keys by how many cases share them',
    x: 'cases under a key (log)',
    y: 'share of keys, %',
    lines: [
      {
        name: 'keys',
        points: keys.byCases
          .filter(([cases]) => cases > 0)
          .map(([cases, n]) => [cases, (100 * n) / keys.rows] as const),
      },
    ],
  },
})

const table = (measured: readonly Measured[]): string =>
  [
    '| Window | Workers | Posts/s | p50 ms | p99 ms | Worker CPU ms a post | Database CPU ms a post | Load before |',
    '|---|---|---|---|---|---|---|---|',
    ...measured.map(
      (m) =>
        `| ${m.window.toLocaleString('en')} | ${m.workers} | ${m.perSecond} | ${m.p50} | ${m.p99} | ${m.workerCpuMs} | ${m.databaseCpuMs ?? '–'} | ${m.load} |`,
    ),
  ].join('\n')

const modelText = ({ a, b, error, perCore }: Model): string =>
  `CPU a post (workers and database) = ${a.toFixed(2)} ms + ${b.toFixed(2)} ms × log10(window / 10,000); mean error of the fit ` +
  `${(100 * error).toFixed(0)} %. One core decides ${Math.round(perCore)} posts a second at a window of a million.`

export const page = (out: string, found: Found): void => {
  const folder = join(out, 'images')
  mkdirSync(folder, { recursive: true })
  for (const [name, chart] of Object.entries(charts(found))) writeFileSync(join(folder, name), drawn(chart))
  const { rows, bytes } = found.keys
  writeInScale(out, 'measured', [
    `Machine: ${found.machine}; database, workers and bench on it together.`,
    '',
    table(found.measured),
    '',
    ...Object.entries(charts(found)).map(([name, { title }]) => `![${title}](images/${name})`),
    '',
    modelText(fitted(found.measured)),
    '',
    `Keys: ${rows.toLocaleString('en')} rows, ${Math.round(bytes / 2 ** 20)} MB with their index.`,
  ])
}
