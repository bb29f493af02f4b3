// What a key says for a case that carries it too: the log odds that it is the report's own rather than another that the
// report's keys lead to. Rounded from `scripts/fit-keys.ts`.
import { ring } from './rings.ts'

export const worthOf = {
  /** The post answered, or an answer to it. */
  thread: 5.6,
  /** The same voice on the same channel. */
  author: 6.3,
  /** The same text. */
  copy: 1.6,
  /** Slices of a picture's hash, in rows and columns. */
  ph: 2.5,
  pa: 2.5,
  url: 1.5,
  /** Area, block, street; area and block; area and street; area alone. */
  s: 2.1,
  ab: 4.8,
  as: 2.8,
  a: 2.6,
  /** Road or landmark; with a problem. */
  l: 3.4,
  lp: 1.4,
  /** Area and problem; area and likeliest topic; block and problem where no area is said. */
  ap: 1.5,
  at: 2.9,
  bp: 1.9,
  /** Names, numbers, words, problems, things, topics, the agency. */
  n: 2.3,
  '#': 2.5,
  w: 0.8,
  p: 1.6,
  th: 1.5,
  t: 0.55,
  g: 1,
  /** Whatever was said last. */
  recent: 0.3,
} as const

export type KeyKind = keyof typeof worthOf

/** Of the cases under one key, the one said last is the likeliest: it fades with the place in the ring. */
export const fade = Float64Array.from({ length: ring }, (_, place) => 1 - (0.78 * place) / ring)
