// What a run has measured, in scale.md between its two marks; the rest of the page stays as it is.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const writeInScale = (out: string, name: string, lines: readonly string[]): void => {
  const file = join(out, 'scale.md')
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`]
  const page = existsSync(file) ? readFileSync(file, 'utf8') : '# Scale\n'
  const whole = page.includes(begin) ? page : `${page}\n${begin}\n${end}\n`
  const head = whole.slice(0, whole.indexOf(begin) + begin.length)
  writeFileSync(file, [head, ...lines, whole.slice(whole.indexOf(end))].join('\n'))
}
