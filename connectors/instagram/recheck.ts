// Deletions nobody tells of: asked for one by one, slowly, and believed only while the token can see its own comments.
import { type ChannelEvent, ConnectorError, type Stored } from '../connector.ts'
import { accountOf, type InstagramAccount, type InstagramConfig, look } from './graph.ts'

export const recheckBatch = 50

/** Direct messages tell of their own end; tags and hashtags cannot be asked for one by one. */
const pathsOf: Readonly<Record<string, (account: string, id: string) => readonly string[]>> = {
  comment: (_account, id) => [`${id}?fields=id`],
  mention: (account, id) => [
    `${account}?fields=mentioned_comment.comment_id(${id}){id}`,
    `${account}?fields=mentioned_media.media_id(${id}){id}`,
  ],
}

/** A permission that was taken away answers like a deleted comment: then nothing may be taken for deleted. */
const seesComments = async (config: InstagramConfig, account: InstagramAccount, signal: AbortSignal): Promise<void> => {
  const found = await look(config, account, `${account.id}/media?fields=id,comments.limit(1){id}&limit=1`, signal)
  if (found.kind !== 'there')
    throw new ConnectorError('instagram', 'auth', 'instagram: this token no longer sees the comments of its account')
}

const isGone = async (config: InstagramConfig, post: Stored, signal: AbortSignal): Promise<boolean> => {
  const account = accountOf(config, post.account)
  const paths = pathsOf[post.surface]?.(account.id, encodeURIComponent(post.remoteId)) ?? []
  for (const path of paths) if ((await look(config, account, path, signal)).kind !== 'gone') return false
  return paths.length > 0
}

export const recheck = async (
  config: InstagramConfig,
  posts: readonly Stored[],
  signal: AbortSignal,
): Promise<readonly ChannelEvent[]> => {
  const asked = posts.filter(({ surface }) => pathsOf[surface] !== undefined)
  for (const account of new Set(asked.map((post) => accountOf(config, post.account))))
    await seesComments(config, account, signal)
  const events: ChannelEvent[] = []
  for (const post of asked) {
    if (!(await isGone(config, post, signal))) continue
    const { remoteId, account } = post
    events.push({ kind: 'delete', channel: 'instagram', account, remoteId, type: 'gone', target: remoteId })
  }
  return events
}
