// What must be asked before an answer is made: whether an earlier try of it stands already, and what a mention stands under.
import { z } from 'zod'
import type { OutgoingReply } from '../connector.ts'
import { isRecord, list } from '../edge.ts'
import { comment } from './api-types.ts'
import { type InstagramAccount, type InstagramConfig, read } from './graph.ts'

const comments = z.object({ data: list })

const isOurs = (raw: unknown, account: InstagramAccount, text: string): string | null => {
  const { data } = comment.safeParse(raw)
  const author = data?.from?.id ?? data?.user?.id
  const ours = data?.text?.trim() === text.trim() && (author === undefined || author === account.id)
  return ours ? (data?.id ?? null) : null
}

/** Before any further try of a public answer: Meta has made comments whose answer was an error, and would make them again. */
export const ownAnswer = async (
  config: InstagramConfig,
  account: InstagramAccount,
  { route, to, text, attempt = 1 }: OutgoingReply,
  signal: AbortSignal,
): Promise<string | null> => {
  if (route !== 'instagram-comment' || attempt < 2) return null
  const path = `${encodeURIComponent(to)}/replies?fields=id,text,timestamp,from,username&limit=50`
  const body = await read(config, account, path, signal)
  const found = comments.safeParse(body).data?.data ?? []
  return found.map((one) => isOurs(one, account, text)).find((id) => id !== null) ?? null
}

/** The media a comment that mentions us stands under; null where the mention is a caption, the media itself. */
export const underMedia = async (
  config: InstagramConfig,
  account: InstagramAccount,
  id: string,
  signal: AbortSignal,
): Promise<string | null> => {
  const path = `${account.id}?fields=mentioned_comment.comment_id(${encodeURIComponent(id)}){id,media{id}}`
  const body = await read(config, account, path, signal)
  const { data } = comment.safeParse(isRecord(body) ? body.mentioned_comment : undefined)
  return data?.media?.id ?? null
}
