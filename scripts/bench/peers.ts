// Text engines that a team would otherwise take, each asked for the ten nearest earlier posts, then given the new one.
import Database from 'better-sqlite3'
import MiniSearch from 'minisearch'
// @ts-expect-error natural's deep paths have no types
import TfIdf from 'natural/lib/natural/tfidf/tfidf.js'
import { foldForSearch } from '../../dedupe/index.ts'

export type Peer = { readonly name: string; add(id: number, text: string): void; near(text: string): number[] }

const miniSearch = (): Peer => {
  const index = new MiniSearch({ fields: ['text'] })
  return {
    name: 'minisearch',
    add: (id, text) => index.add({ id, text }),
    near: (text) =>
      index
        .search(text)
        .slice(0, 10)
        .map(({ id }) => id as number),
  }
}

const fts5 = (): Peer => {
  const db = new Database(':memory:')
  db.exec('create virtual table posts using fts5(text)')
  const insert = db.prepare('insert into posts(rowid, text) values (?, ?)')
  const find = db.prepare('select rowid as id from posts where posts match ? order by rank limit 10')
  return {
    name: 'SQLite FTS5',
    add: (id, text) => void insert.run(id, text),
    near: (text) => {
      const words = text.split(' ').filter((word) => word !== '')
      if (words.length === 0) return []
      const rows = find.all(words.map((word) => `"${word.replaceAll('"', '')}"`).join(' OR ')) as { id: number }[]
      return rows.map(({ id }) => id)
    },
  }
}

const tfIdf = (): Peer => {
  const index = new TfIdf()
  return {
    name: 'natural TF-IDF',
    add: (_, text) => index.addDocument(text.split(' ')),
    near: (text) => {
      const scores: { id: number; score: number }[] = []
      index.tfidfs(text.split(' '), (id: number, score: number) => void scores.push({ id, score }))
      return scores
        .sort((a, b) => b.score - a.score)
        .slice(0, 10)
        .map(({ id }) => id)
    },
  }
}

/** MinHash over letter trigrams, 20 bands of 3. */
const lsh = (): Peer => {
  const bands = Array.from({ length: 20 }, () => new Map<number, number[]>())
  const hash = (text: string, seed: number): number => {
    let h = seed
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
    return (h ^ (h >>> 15)) >>> 0
  }
  const keysOf = (text: string): number[] => {
    const grams = Array.from({ length: Math.max(1, text.length - 2) }, (_, i) => text.slice(i, i + 3))
    const least = Array.from({ length: 60 }, (_, s) =>
      grams.reduce((min, g) => Math.min(min, hash(g, s * 7919 + 1)), 2 ** 32),
    )
    return bands.map((_, b) => hash(least.slice(b * 3, b * 3 + 3).join(','), 17))
  }
  return {
    name: 'MinHash LSH',
    add: (id, text) => {
      keysOf(text).forEach((key, b) => {
        const bucket = bands[b]!.get(key)
        if (bucket) bucket.push(id)
        else bands[b]!.set(key, [id])
      })
    },
    near: (text) => [...new Set(keysOf(text).flatMap((key, b) => bands[b]!.get(key)?.slice(-10) ?? []))].slice(0, 10),
  }
}

export const peers: readonly (() => Peer)[] = [miniSearch, fts5, tfIdf, lsh]
export const folded = foldForSearch
