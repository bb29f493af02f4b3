// The matcher's door with next to nothing behind it: words, digits and greetings. All else that the door has, `light.ts` hangs on
// it as `unable`: it is imported, and on SQLite nobody here calls it.
import type { Post, Report } from '../../dedupe/types.ts'

export const version = 'light'
export const maskPersonalData = (text: string): string => text
export const foldForSearch = (text: string): string => text
export const keysOf = (): readonly string[] => []
export const isCurrent = (): boolean => true
/** Nobody's matters: what is made of them when a module loads is empty. */
export const kuwait = { topics: [] }
export const unable = (): never => {
  throw new Error('the light matcher does not decide')
}

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
