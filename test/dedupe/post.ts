// A post for tests: only its text matters unless said otherwise.
import type { Post } from '../../dedupe/types.ts'

export const post = (text: string, over: Partial<Post> = {}): Post => ({
  id: 'p',
  channel: 'x',
  kind: 'mention',
  author: 'a',
  text,
  at: Date.UTC(2026, 10, 28, 9),
  replyTo: null,
  media: [],
  location: null,
  forwarded: false,
  ...over,
})
