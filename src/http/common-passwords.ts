// What is guessed first: a list that travels with the product, asked offline.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'

let known: ReadonlySet<string> | undefined
const common = (): ReadonlySet<string> =>
  (known ??= new Set(
    gunzipSync(readFileSync(join(import.meta.dirname, 'common-passwords.txt.gz')))
      .toString()
      .split('\n'),
  ))

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .trim()

/** `P@ssw0rd2026!` is `password` with what everyone adds to it. */
const swaps: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
}
const unadorned = (text: string): readonly string[] => {
  const bare = text.replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  const letters = bare.replace(/[@4013$57]/g, (sign) => swaps[sign]!)
  const whole = text.replace(/[@4013$57]/g, (sign) => swaps[sign]!).replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  return [bare, letters, whole].filter((word) => word.length >= 4)
}

/** `aaaaaaaaaa`, `abcabcabcabc`: one piece, again and again. */
const isRepeated = (text: string) => /^(.{1,4})\1+.{0,3}$/u.test(text)

const step = (a: string, b: string) => b.codePointAt(0)! - a.codePointAt(0)!
const isSequence = (text: string) => {
  const letters = [...text]
  const first = step(letters[0]!, letters[1]!)
  return Math.abs(first) <= 1 && letters.every((letter, i) => i === 0 || step(letters[i - 1]!, letter) === first)
}

export const isCommon = (password: string, name = ''): boolean => {
  const text = plain(password)
  const own = plain(name)
  if (text.length < 2 || isRepeated(text) || isSequence(text)) return true
  if (own.length >= 4 && text.replaceAll(own, '').length < 6) return true
  return [text, ...unadorned(text)].some((word) => common().has(word))
}
