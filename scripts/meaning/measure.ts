// What a model is worth on texts it never saw: kinds, topics, reports told from the rest, and pairs of one meaning.
import { foldWords } from '../../dedupe/meaning/fold.ts'
import { type Model, posterior, read } from '../../dedupe/meaning/model.ts'
import type { ParaphraseSet, Utterance, WorldPost } from './data.ts'

/** Probability that a positive scores above a negative; ties count half. */
export const auc = (positive: readonly number[], negative: readonly number[]): number => {
  const all = [...positive.map((score) => ({ score, yes: 1 })), ...negative.map((score) => ({ score, yes: 0 }))]
  all.sort((a, b) => a.score - b.score)
  let ranks = 0
  for (let i = 0; i < all.length; ) {
    let end = i
    while (end < all.length && all[end]!.score === all[i]!.score) end++
    for (let k = i; k < end; k++) ranks += all[k]!.yes * ((i + 1 + end) / 2)
    i = end
  }
  return (ranks - (positive.length * (positive.length + 1)) / 2) / (positive.length * negative.length)
}

const rank = (model: Model, head: string, text: string, except?: string): string[] => {
  const { labels } = model.heads[head]!
  const p = posterior(model, head, read(model, text))
  return labels
    .map((label, i) => ({ label, p: p[i]! }))
    .filter(({ label }) => label !== except)
    .sort((a, b) => b.p - a.p)
    .map(({ label }) => label)
}

const rounded = (value: number) => Number(value.toFixed(3))

const share = <T>(items: readonly T[], holds: (item: T) => boolean) => items.filter(holds).length / items.length

export const measureKinds = (model: Model, utterances: readonly Utterance[]) =>
  rounded(share(utterances, ({ text, kind }) => rank(model, 'kind', text)[0] === kind))

export const measureTopics = (model: Model, utterances: readonly Utterance[]) => {
  const named = utterances.filter(({ topic }) => topic !== null)
  return {
    first: rounded(share(named, ({ text, topic }) => rank(model, 'topic', text, 'none')[0] === topic)),
    firstThree: rounded(
      share(named, ({ text, topic }) => rank(model, 'topic', text, 'none').slice(0, 3).includes(topic!)),
    ),
  }
}

/** First guess, and what is left when only guesses likelier than `line` are told. */
export const measureProblems = (model: Model, texts: readonly { text: string; label: string }[], line: number) => {
  const guesses = texts.map(({ text, label }) => {
    const p = posterior(model, 'problem', read(model, text))
    const best = p.indexOf(Math.max(...p))
    return { right: model.heads.problem!.labels[best] === label, p: p[best]! }
  })
  const told = guesses.filter(({ p }) => p >= line)
  return {
    texts: texts.length,
    first: rounded(share(guesses, ({ right }) => right)),
    told: rounded(told.length / Math.max(1, texts.length)),
    rightOfTold: rounded(share(told, ({ right }) => right)),
  }
}

export type ReportFigures = { readonly auc: number; readonly keptOutAt99: number }

/** AUC, and the share of non-reports under the threshold that 99 % of the reports pass. */
export const reportFigures = <T extends { readonly truth: boolean }>(
  rows: readonly T[],
  score: (row: T) => number,
): ReportFigures => {
  const of = (wanted: boolean) => rows.filter(({ truth }) => truth === wanted).map(score)
  const [yes, no] = [of(true), of(false)]
  const threshold = [...yes].sort((a, b) => a - b)[Math.floor(yes.length * 0.01)]!
  return { auc: rounded(auc(yes, no)), keptOutAt99: rounded(share(no, (p) => p < threshold)) }
}

/** A post without words of its own (a greeting before a report, a picture) says nothing by its text. */
export const reportTexts = (posts: readonly WorldPost[]) =>
  posts
    .filter(({ incident, tags }) => !(incident !== null && tags.includes('burst')))
    .map(({ text, incident }) => ({ text, reports: incident !== null }))

const day = 86_400_000

/** Pairs of reports of one incident, against pairs of the same day and different incidents. */
export const worldPairs = (posts: readonly WorldPost[]) => {
  const reports = posts.filter(({ incident, text }) => incident !== null && /\p{L}/u.test(text))
  const pairs: { readonly a: WorldPost; readonly b: WorldPost; readonly same: boolean }[] = []
  for (const [i, a] of reports.entries())
    for (const b of reports.slice(0, i)) {
      const same = a.incident === b.incident
      if (same || Math.abs(a.at - b.at) < day) pairs.push({ a, b, same })
    }
  return pairs
}

export const measurePairs = (similarity: (a: string, b: string) => number, posts: readonly WorldPost[]): number => {
  const pairs = worldPairs(posts).map(({ a, b, same }) => ({ same, score: similarity(a.text, b.text) }))
  return auc(
    pairs.filter(({ same }) => same).map(({ score }) => score),
    pairs.filter(({ same }) => !same).map(({ score }) => score),
  )
}

/** Ways to say one report, against ways to say others: of any topic, and of the same. */
export const measureParaphrases = (similarity: (a: string, b: string) => number, sets: readonly ParaphraseSet[]) => {
  const same: number[] = []
  const other: number[] = []
  const sibling: number[] = []
  for (const [i, set] of sets.entries())
    for (const [m, { text }] of set.texts.entries()) {
      for (const { text: twin } of set.texts.slice(m + 1)) same.push(similarity(text, twin))
      for (const rival of sets.slice(i + 1))
        for (const { text: stranger } of rival.texts)
          (rival.topic === set.topic ? sibling : other).push(similarity(text, stranger))
    }
  return {
    any: rounded(auc(same, [...other, ...sibling])),
    sameTopic: sibling.length === 0 ? null : rounded(auc(same, sibling)),
  }
}

/** The yardstick: cosine of letter 2- to 4-grams of the folded text, weighed by their rarity among the texts. */
export const charTfidf = (texts: readonly string[]): ((a: string, b: string) => number) => {
  const gramsOf = (text: string) => {
    const { units, starts, ends, count } = foldWords(text)
    const words = Array.from({ length: count }, (_, i) => String.fromCharCode(...units.subarray(starts[i]!, ends[i]!)))
    const line = ` ${words.join(' ')} `
    const grams = new Map<string, number>()
    for (const size of [2, 3, 4])
      for (let i = 0; i + size <= line.length; i++) {
        const gram = line.slice(i, i + size)
        grams.set(gram, (grams.get(gram) ?? 0) + 1)
      }
    return grams
  }
  const holders = new Map<string, number>()
  const counted = new Map([...new Set(texts)].map((text) => [text, gramsOf(text)]))
  for (const grams of counted.values()) for (const gram of grams.keys()) holders.set(gram, (holders.get(gram) ?? 0) + 1)
  for (const grams of counted.values()) {
    for (const [gram, times] of grams)
      grams.set(gram, (1 + Math.log(times)) * (1 + Math.log((1 + counted.size) / (1 + holders.get(gram)!))))
    const norm = Math.sqrt([...grams.values()].reduce((sum, value) => sum + value * value, 0)) || 1
    for (const [gram, value] of grams) grams.set(gram, value / norm)
  }
  return (a, b) =>
    [...counted.get(a)!].reduce((sum, [gram, value]) => sum + value * (counted.get(b)!.get(gram) ?? 0), 0)
}
