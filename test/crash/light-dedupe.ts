// The matcher's door with next to nothing behind it: words, digits and greetings.
import type { Post, Report } from '../../dedupe/types.ts'

export const version = 'light'
export const maskPersonalData = (text: string): string => text
export const foldForSearch = (text: string): string => text
export const keysOf = (): readonly string[] => []
const unable = (): never => {
  throw new Error('the light matcher does not decide')
}

// What the store's candidates ask for; on SQLite nobody calls them.
export { unable as blocksOf, unable as decide, unable as likely, unable as locate, unable as loudest }
export const mostCompared = 0

export const prepare = (post: Post): Report => ({
  id: post.id,
  channel: post.channel,
  surface: post.kind,
  author: post.author,
  at: post.at,
  replyTo: post.replyTo,
  forwarded: false,
  language: 'ar',
  kind: post.text.startsWith('السلام') ? 'greeting' : 'complaint',
  reports: 1,
  tokens: [...post.text.matchAll(/\S+/g)].map(({ 0: key, index }) => ({
    key,
    start: index,
    end: index + key.length,
    script: /^\d+$/.test(key) ? 'digit' : 'arabic',
  })),
  places: [],
  concepts: [],
  names: [],
  topics: [],
  agency: null,
  state: 'open',
  happened: { from: post.at, to: post.at, said: false, recurring: false },
  phashes: [],
  urls: [],
  copy: post.text,
  meaning: [],
  version,
})
