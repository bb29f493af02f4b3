// D1: what a text takes grows with its length and not faster, whatever it is made of: words of the lexicon over and over, posts
// of the labelled worlds, letters and signs.
import { readdirSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { foldForSearch, maskPersonalData, prepare } from '../../dedupe/index.ts'
import { csvRow } from '../../src/ops/csv.ts'
import { isolateWithin, withoutIsolates } from '../../src/replies/isolate.ts'
import { lengthOf } from '../../src/replies/length.ts'
import { hasPersonalData } from '../../src/replies/personal-data.ts'
import { costOf } from '../cost.ts'

const worlds = join(import.meta.dirname, '../worlds')
/** Every hundredth post of every world. */
const told = readdirSync(worlds)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(join(worlds, name), 'utf8').split('\n'))
  .filter((line, n) => line !== '' && n % 100 === 0)
  .flatMap((line) => (JSON.parse(line) as { text?: string }).text ?? [])
const seeds = [
  ...['ا', '@a', 'a.', 'a@a.a.', 'http://x ', '+965 1 ', '12345678901 ', '🔥', 'بَ', 'ﷺ', 'फरवानिया ', '( ', 'ق5 '],
  ...['انقطاع الماء ', 'كهربا ', 'ماكو كهربا ', 'حفرة في الشارع ', 'السالمية ', 'من حولي الى السالمية ', 'قطعة 3 و 4 '],
  ...told.map((text) => `${text} `),
]

type Reads = (text: string) => unknown
const post = {
  id: 'p',
  channel: 'whatsapp',
  kind: 'dm',
  author: 'a',
  at: 0,
  replyTo: null,
  media: [],
  location: null,
} as const
const functions: Readonly<Record<string, Reads>> = {
  reading: (text) => prepare({ ...post, text, forwarded: false }),
  masking: maskPersonalData,
  searching: foldForSearch,
  'a cell': (text) => csvRow({ text }, ['text']),
  isolating: (text) => withoutIsolates(isolateWithin(text)),
  length: (text) => lengthOf(text, 'characters'),
  'personal data': (text) => hasPersonalData(text, ['نورة'], ['152']),
}

const longest = 65_000
/** An answer of ours ends before that. */
const longestOf: Readonly<Record<string, number>> = { isolating: 8_192 }
const long = (seed: string, length: number) => seed.repeat(Math.ceil(length / seed.length)).slice(0, length)

/**
 * The long form asks for the figures themselves, of an idle core. Otherwise cores are slower or used by others, and ten times as
 * much is allowed: what compares all with all takes a thousand times as much, and grows by an exponent of two.
 */
const [most, mostMs] = process.env.SADA_LONG ? [1.2, 20] : [1.7, 200]

/** One reading of so many milliseconds of them: the clock of the processor may tick coarsely. */
const timeOf = (reads: Reads, text: string, loopMs = 4): number => {
  const began = performance.now()
  reads(text)
  const times = Math.ceil(loopMs / Math.max(performance.now() - began, 0.001))
  const loop = () => {
    for (let n = 0; n < times; n++) reads(text)
  }
  return costOf(loop, { rounds: 1, enough: mostMs * times, mostRounds: 10 }) / times
}

/** Up to where what is read is cut: there it takes as long as it ever will. */
const cut = 4_800
/** The least of some looks: what grows too fast does so each time. */
const exponentOf = (reads: Reads, seed: string, length: number): number => {
  let least = Number.POSITIVE_INFINITY
  for (let look = 0; look < 5 && least > most; look++) {
    const [all, part] = [length, length / 8].map((of) => timeOf(reads, long(seed, of), 40))
    least = Math.min(least, Math.log(all! / part!) / Math.log(8))
  }
  return least
}

describe('Of a text of 65,000 characters', () => {
  it.each(Object.entries(functions))(`%s takes at most ${mostMs} ms, and grows with its length`, (name, reads) => {
    for (const seed of seeds) reads(long(seed, 600))
    const whole = longestOf[name] ?? longest
    const times = seeds.map((seed) => ({ seed: seed.slice(0, 30), ms: timeOf(reads, long(seed, whole)) }))
    const slow = times.toSorted((a, b) => b.ms - a.ms)
    expect(slow.filter(({ ms }) => ms > mostMs)).toEqual([])
    const exponents = slow
      .slice(0, 5)
      .map(({ seed }) =>
        exponentOf(reads, seeds.find((one) => one.startsWith(seed))!, name === 'reading' ? cut : whole),
      )
    const exponent = Math.max(...exponents)
    console.log(
      `${name}: ${slow[0]!.ms.toFixed(1)} ms at most, exponent ${exponent.toFixed(2)} (${seeds.length} texts, load ${loadavg()[0]!.toFixed(1)})`,
    )
    // Of a millisecond or two no growth can be told.
    if (slow[0]!.ms > 4) expect(exponent).toBeLessThanOrEqual(most)
  })

  it('all compared with all would be seen: the control', () => {
    const pairs: Reads = (text) => {
      let count = 0
      for (let i = 0; i < text.length; i += 2) for (let j = 0; j < text.length; j += 2) count += (i ^ j) & 1
      return count
    }
    expect(exponentOf(pairs, 'ا', cut)).toBeGreaterThan(most)
    expect(costOf(() => pairs(long('ا', longest)), { rounds: 1 })).toBeGreaterThan(mostMs)
  })
})
