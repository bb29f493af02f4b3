// The curves as drawings, the model fitted to them, and the tables of docs/scale.md between its two marks.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Keys, Measured } from './figures.ts'
import { fitted, type Model } from './model.ts'

export type Found = { readonly machine: string; readonly measured: readonly Measured[]; readonly keys: Keys }

const [width, height, left, bottom] = [560, 300, 60, 40]
const colours = ['#0b6e4f', '#c8553d', '#3d5a80', '#8a4fff']

type Line = { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }
type Chart = { readonly title: string; readonly x: string; readonly y: string; readonly lines: readonly Line[] }

const drawn = ({ title, x, y, lines }: Chart): string => {
  const all = lines.flatMap(({ points }) => points)
  const [low, high] = [Math.min(...all.map(([a]) => a)), Math.max(...all.map(([a]) => a))]
  const top = Math.max(...all.map(([, b]) => b)) * 1.1
  const across = (a: number) =>
    left + ((Math.log10(a) - Math.log10(low)) / (Math.log10(high) - Math.log10(low) || 1)) * (width - left - 110)
  const up = (b: number) => height - bottom - (b / top) * (height - bottom - 40)
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = top * share
    return `<line x1="${left}" x2="${width - 100}" y1="${up(value)}" y2="${up(value)}" stroke="#ddd"/>
<text x="${left - 6}" y="${up(value) + 4}" text-anchor="end">${value < 10 ? value.toFixed(1) : Math.round(value)}</text>`
  })
  const marks = [...new Set(all.map(([a]) => a))].map(
    (a) => `<text x="${across(a)}" y="${height - bottom + 18}" text-anchor="middle">${a.toLocaleString('en')}</text>`,
  )
  const curves = lines.map(({ name, points }, i) => {
    const path = points.map(([a, b]) => `${across(a).toFixed(1)},${up(b).toFixed(1)}`).join(' ')
    const dots = points.map(([a, b]) => `<circle cx="${across(a)}" cy="${up(b)}" r="3" fill="${colours[i % 4]}"/>`)
    return `<polyline fill="none" stroke="${colours[i % 4]}" stroke-width="2" points="${path}"/>${dots.join('')}
<text x="${width - 95}" y="${50 + i * 18}" fill="${colours[i % 4]}">${name}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="#fff"/><text x="${left}" y="22" font-size="14">${title}</text>
${ticks.join('\n')}
${marks.join('\n')}
${curves.join('\n')}
<text x="${(width - 50) / 2}" y="${height - 6}" text-anchor="middle">${x}</text>
<text x="${left}" y="36" fill="#666">${y}</text></svg>
`
}

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

const [begin, end] = ['<!-- measured: begin -->', '<!-- measured: end -->']

export const page = (out: string, found: Found): void => {
  const folder = join(out, 'images')
  mkdirSync(folder, { recursive: true })
  for (const [name, chart] of Object.entries(charts(found))) writeFileSync(join(folder, name), drawn(chart))
  const file = join(out, 'scale.md')
  const { rows, bytes } = found.keys
  const text = [
    begin,
    `Machine: ${found.machine}; database, workers and bench on it together.`,
    '',
    table(found.measured),
    '',
    ...Object.entries(charts(found)).map(([name, { title }]) => `![${title}](images/${name})`),
    '',
    modelText(fitted(found.measured)),
    '',
    `Keys: ${rows.toLocaleString('en')} rows, ${Math.round(bytes / 2 ** 20)} MB with their index.`,
    end,
  ].join('\n')
  const old = existsSync(file) ? readFileSync(file, 'utf8') : `# Scale\n\n${begin}\n${end}\n`
  const [head, tail] = [old.slice(0, old.indexOf(begin)), old.slice(old.indexOf(end) + end.length)]
  writeFileSync(file, head + text + tail)
}
