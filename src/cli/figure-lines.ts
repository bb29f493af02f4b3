// The figures of `sada evaluate` as a table people read.
import { type Figures, type Mode, mistakes, type Weights, type World } from '../../dedupe/index.ts'

const percentless = (x: number): string => x.toFixed(3)
const row = (name: string, values: readonly string[]): string =>
  `${name.padEnd(40)}${values.map((v) => v.padStart(9)).join('')}`
const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)

type Reading = readonly [name: string, (f: Figures) => number]
const ofMode = (mode: Mode): readonly Reading[] => [
  [`${mode} B-cubed F1`, (f) => f.modes[mode].b3.f1],
  [`${mode} B-cubed precision`, (f) => f.modes[mode].b3.p],
  [`${mode} B-cubed recall`, (f) => f.modes[mode].b3.r],
  [`${mode} pair F1`, (f) => f.modes[mode].pair.f1],
  [`${mode} pair precision`, (f) => f.modes[mode].pair.p],
  [`${mode} overmerged cases`, (f) => f.modes[mode].overmerge],
  [`${mode} fragments an incident`, (f) => f.modes[mode].fragments],
  [`${mode} assisted`, (f) => f.modes[mode].assisted],
  [`${mode} after review B-cubed F1`, (f) => f.modes[mode].review.f1],
  [`${mode} questions per 100 posts`, (f) => f.modes[mode].review.questions],
]
const readings: readonly Reading[] = [
  ...ofMode('balanced'),
  ...ofMode('strict'),
  ['candidate recall', (f) => f.candidates.recall],
  ['right case compared (true cases)', (f) => f.candidates.compared],
  ['right case ranked first (true cases)', (f) => f.candidates.first],
  ['cases compared a post', (f) => f.candidates.perPost],
  ['balanced calibration error of p', (f) => f.calibrationError.balanced],
  ['strict calibration error of p', (f) => f.calibrationError.strict],
  ['reports that reach a case (gate unseen)', (f) => f.lanes.reportsKept],
  ['non-reports kept out (gate unseen)', (f) => f.lanes.othersOut],
]

const groups = (figures: readonly Figures[], pick: (f: Figures) => Figures['tags']): string[] => {
  const names = [...new Set(figures.flatMap((f) => Object.keys(pick(f))))]
  return names.map((name) => {
    const found = figures.flatMap((f) => pick(f)[name] ?? [])
    const n = found.reduce((sum, { n }) => sum + n, 0)
    const weighed = (read: (r: (typeof found)[number]) => number) => found.reduce((s, r) => s + read(r) * r.n, 0) / n
    return row(`  ${name} (${n})`, [percentless(weighed((r) => r.p)), percentless(weighed((r) => r.r))])
  })
}

type Recalls = Readonly<Record<string, { readonly n: number; readonly recall: number }>>

/** By language, pooled over worlds: a world alone holds a dozen posts of the rarer ones. */
const recalls = (figures: readonly Figures[]): Recalls => {
  const languages = [...new Set(figures.flatMap((f) => Object.keys(f.languages)))]
  return Object.fromEntries(
    languages.map((language) => {
      const found = figures.flatMap((f) => f.languages[language] ?? [])
      const n = found.reduce((sum, one) => sum + one.n, 0)
      return [language, { n, recall: found.reduce((sum, { r, n }) => sum + r * n, 0) / n }]
    }),
  )
}
const languageGap = ({ ar, ...others }: Recalls): number =>
  Math.max(0, ...Object.values(others).map(({ recall }) => (ar ? Math.abs(ar.recall - recall) : 0)))

/** One line a part taken out: what the figures were without it. */
export const ablationLines = (
  rows: readonly { readonly name: string; readonly figures: readonly Figures[] }[],
): string[] => {
  const short = readings.filter(
    ([name]) => /F1|strict pair precision|assisted|first/.test(name) && !/balanced (assisted|after)/.test(name),
  )
  return [
    row(
      'means',
      rows.map(({ name }) => name),
    ),
    ...short.map(([name, read]) =>
      row(
        name,
        rows.map(({ figures }) => percentless(average(figures.map(read)))),
      ),
    ),
  ]
}

export const figureLines = (
  figures: readonly Figures[],
  intervals: readonly { readonly name: string; readonly low: number; readonly high: number }[],
): string[] => {
  const spoken = recalls(figures)
  return [
    row('', [...figures.map((f) => f.world), 'mean']),
    ...readings.map(([name, read]) => row(name, [...figures.map(read), average(figures.map(read))].map(percentless))),
    ...Object.entries(spoken).map(([language, { n, recall }]) =>
      row(`B-cubed recall, ${language} (${n})`, [percentless(recall)]),
    ),
    row('gap between Arabic and the furthest', [percentless(languageGap(spoken))]),
    ...intervals.map(
      ({ name, low, high }) => `${name}: 95 % within ${percentless(low)} … ${percentless(high)} (pooled)`,
    ),
    'balanced B-cubed precision and recall by channel',
    ...groups(figures, (f) => f.channels),
    'by tag',
    ...groups(figures, (f) => f.tags),
  ]
}

export const errorLines = (world: World, weights: Weights, limit: number): string[] =>
  mistakes(world, weights, 'balanced')
    .slice(0, limit)
    .map(({ kind, id, incident, match, founder }) => {
      const terms = (match?.terms ?? []).slice(0, 5).map((t) => `${t.aspect}=${t.level} ${t.weight}`)
      return `${world.name} ${kind} ${id} (${incident}) ${founder ?? ''} p ${match?.p.toFixed(2) ?? '-'} ${terms.join(', ')}`
    })
