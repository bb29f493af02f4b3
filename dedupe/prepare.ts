// A post as received → a report to compare: language, slots, topics, kind. Pure, and linear in the length of the text.
import { type Added, noAdditions } from './additions.ts'
import { classifyKind, classifyTopic, embed, problemChances, reportProbability } from './meaning/index.ts'
import { andIn } from './slots/and-also.ts'
import { believed } from './slots/belief.ts'
import { conceptsSaid, mentionsOf } from './slots/concepts.ts'
import { guessedProblem, guessesOf } from './slots/guess.ts'
import { type Gate, gateWithout, kindOf, type Learned, shippedGate } from './slots/kind.ts'
import { type Signals, signalsOf } from './slots/kind-signals.ts'
import { namesIn } from './slots/names.ts'
import { placesIn, typeOfPlace } from './slots/places.ts'
import { stateOf, stateOfThanks } from './slots/state.ts'
import { happenedOf } from './slots/time.ts'
import { agencyOf, topicsOf } from './slots/topics.ts'
import { copyHash } from './text/copy.ts'
import { maskPersonalData } from './text/personal-data.ts'
import { READ_LENGTH, type Reading, read } from './text/read.ts'
import type { Post, Report, Token } from './types.ts'

/** Changes whenever a report of the same post would change; stored reports of another version are prepared again. */
export const version = 'kuwait-21'

const tokensOf = ({ words, keys }: Reading): Token[] =>
  words.map(({ start, end, script }, i) => ({
    start,
    end,
    key: keys[i]!,
    script: script === 'indic' ? 'other' : script,
  }))

const meaningOf = (text: string): number[] => {
  const vector = embed(text)
  const rounded: number[] = []
  let silent = true
  for (let d = 0; d < vector.length; d++) {
    const value = Math.round(vector[d]! * 127)
    if (value !== 0) silent = false
    rounded.push(value)
  }
  return silent ? [] : rounded
}

const TOPICS = 44
/** What hardly reports anything has no problem to guess. */
const LEAST_REPORTING = 0.2

/** What is wrong: as it was said, where that is believed; else as it is guessed. */
const mentioned = ({ text, reading, said, topics, learned }: ReturnType<typeof understand>, reports: number) => {
  const guesses = guessesOf((among) => problemChances(text, among), said, topics, learned)
  const mentions = mentionsOf(reading, believed(reading, said, guesses))
  return reports < LEAST_REPORTING ? mentions : [...mentions, ...guessedProblem(guesses, mentions)]
}

const learnedOf = (text: string): Learned => ({ kinds: classifyKind(text), report: reportProbability(text) })

const understand = (post: Pick<Post, 'text' | 'location' | 'media' | 'forwarded'>, added = noAdditions) => {
  const text = maskPersonalData(post.text)
  const reading = read(text, added)
  const { mentions: places, taken } = placesIn(post, reading)
  const said = conceptsSaid(reading, taken)
  const learned = reading.words.length === 0 ? [] : classifyTopic(text, TOPICS)
  const topics = topicsOf(said, learned)
  return { text, reading, places, said, topics, learned, media: post.media.length > 0, forwarded: post.forwarded }
}

/** The signs that decide whether a post belongs with an incident: what scripts/fit-reports.ts weighs. */
export const signalsOfPost = (text: string, media: boolean): { signals: Signals; learned: number } => {
  const picture = { kind: 'image', phash: null }
  const post = { text, location: null, media: media ? [picture] : [], forwarded: false }
  return { signals: signalsOf(understand(post)), learned: reportProbability(maskPersonalData(text)) }
}

/** Read as this version reads, with nothing in it that is an addition no more. */
export const isCurrent = (of: string, added: Added): boolean => {
  const [base, ...marks] = of.split('+')
  return base === version && marks.every((mark) => added.marks.has(mark))
}

const prepareBy = (post: Post, gate: Gate, added?: Added): Report => {
  const understood = understand(post, added)
  const { text, reading, places, said, topics } = understood
  const heard = stateOf(reading, said)
  const { kind, reports } = kindOf({ ...understood, state: heard }, learnedOf(text), gate)
  const state = kind === 'thanks' ? stateOfThanks(heard, said) : heard
  return {
    id: post.id,
    channel: post.channel,
    surface: post.kind,
    author: post.author,
    at: post.at,
    replyTo: post.replyTo,
    forwarded: post.forwarded,
    language: reading.language,
    kind,
    reports,
    tokens: tokensOf(reading),
    places,
    concepts: [...andIn(reading), ...mentioned(understood, reports)],
    names: namesIn(reading, said, places, typeOfPlace),
    topics,
    agency: agencyOf(topics, said),
    state,
    happened: happenedOf(reading, said, post.at),
    phashes: post.media.flatMap((one) => (one.phash === null ? [] : [one.phash])),
    urls: reading.urls,
    copy: copyHash(reading.words, text.slice(READ_LENGTH)),
    meaning: meaningOf(text),
    version: [version, ...reading.added.marks].join('+'),
  }
}

export const prepare = (post: Post, added?: Added): Report => prepareBy(post, shippedGate, added)

/** For measuring on a labelled file: as it is read by who never saw it. */
export const prepareUnseen = (post: Post, sha256: string): Report => prepareBy(post, gateWithout(sha256))
