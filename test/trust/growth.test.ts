// D1: every regular expression of the source, found by the compiler, against texts made to make it wander. Twice the text may
// not take much more than twice the time.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const files = ['src', 'connectors', 'dedupe', 'dashboards'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules')),
)

type Found = { readonly where: string; readonly expression: RegExp }
const literalsOf = (name: string, text: string): readonly Found[] => {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
  const found: Found[] = []
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const [, pattern = '', flags = ''] = /^\/([\s\S]*)\/([a-z]*)$/.exec(node.text) ?? []
      const line = source.getLineAndCharacterOfPosition(node.pos).line + 1
      found.push({ where: `${name}:${line} ${node.text}`, expression: new RegExp(pattern, flags.replace(/[gy]/g, '')) })
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return found
}

/** Letters and signs the expression itself speaks of, and classes of the world. */
const wordsOf = ({ source }: RegExp): readonly string[] => {
  const own = [
    ...source.replace(/\\[dDsSwWbBpPuxnrt](?:\{[^}]*\})?/g, '').matchAll(/[\p{L}\p{N}@.\-+/:=<>"',;%&#_*()]/gu),
  ].map(([letter]) => letter)
  return [...new Set([...own, ' ', '\t', '\n', '0', 'a', 'ا', '٣', '-', '.', 'aa ', 'a.', ', '])].slice(0, 24)
}
/** Repeated, then broken off by what cannot match. */
const textsOf = (word: string, length: number) => [
  `${word.repeat(Math.ceil(length / word.length))}\u0001`,
  `\u0001${word.repeat(Math.ceil(length / word.length))}!`,
]

/** Milliseconds of the clock on the wall, which ticks finely; whoever else is at work counts: what seems slow is looked at again. */
const timeOf = (expression: RegExp, text: string): number => {
  let best = Number.POSITIVE_INFINITY
  for (let times = 0; times < 3; times++) {
    const began = performance.now()
    expression.test(text)
    best = Math.min(best, performance.now() - began)
    if (best < 0.5) break
  }
  return best
}

const longest = 65_536
/** Longer texts while they take little; then by their growth, so that one that wanders does not take us along. */
const timeAtLongest = (expression: RegExp, word: string, at: number): number => {
  let [before, length] = [0, 8]
  for (;;) {
    const ms = timeOf(expression, textsOf(word, length)[at]!)
    if (length >= longest) return ms
    // A quarter of a millisecond for a short text, or ten for any: how does it go on?
    if (ms > (length < 256 ? 0.25 : 10)) {
      const twice = timeOf(expression, textsOf(word, length + 4)[at]!)
      if (length < 256 && twice > ms * 4) return Number.POSITIVE_INFINITY
      if (ms > 10)
        return before === 0 ? ms : ms * (longest / length) ** Math.min(2, Math.max(1, Math.log2(ms / before)))
    }
    before = ms
    length = length < 64 ? length + 4 : length * 2
  }
}

/** The worst word, and milliseconds for the longest text a person may send, made of it. */
const worstOf = (expression: RegExp): number => {
  let worst = 0
  for (const word of wordsOf(expression))
    for (const at of [0, 1]) worst = Math.max(worst, timeAtLongest(expression, word, at))
  return worst
}

/** The long form asks for the figure itself, of an idle core; ten times as much is still nothing beside what wanders: seconds, years. */
const mostMs = process.env.SADA_LONG ? 20 : 200

describe('Regular expressions', () => {
  const all = files.flatMap((name) => literalsOf(name, readFileSync(join(root, name), 'utf8')))

  it(`take less than ${mostMs} ms for 65,536 characters, whatever they are`, () => {
    const faults = all.flatMap(({ where, expression }) => {
      let ms = worstOf(expression)
      for (let looks = 1; ms > mostMs && looks < 4; looks++) ms = Math.min(ms, worstOf(expression))
      return ms > mostMs ? [`${where}: ${Math.round(ms)} ms`] : []
    })
    console.log(`${all.length} expressions in ${files.length} files`)
    expect(all.length).toBeGreaterThan(200)
    expect(faults).toEqual([])
  })

  it('that wander are found', () => {
    for (const bad of [/(a+)+$/, /(\w+\s?)*x/, /\s+$/, /a.*a.*a.*b$/])
      expect(worstOf(bad), String(bad)).toBeGreaterThan(mostMs)
  })
})
