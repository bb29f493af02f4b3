// The body of the generic webhook: the post shape of the project's own JSONL, one, several, or under `posts`.
import { z } from 'zod'
import { list, maybe, remoteId, words } from '../edge.ts'

export const envelope = z.object({ posts: list })

export const post = z.object({
  id: remoteId,
  account: words,
  kind: words,
  author: maybe(
    z.union([z.string().min(1), z.number().transform(String), z.object({ id: remoteId, handle: words, name: words })]),
  ),
  text: words,
  created_at: maybe(z.union([z.string(), z.number()])),
  reply_to: remoteId,
  media: maybe(z.array(z.object({ kind: words, url: words, phash: words }).catch({}))),
  location: maybe(z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180), name: words })),
})
