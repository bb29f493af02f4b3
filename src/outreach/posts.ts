// Somebody wrote: is it a word to the machine, a first report, one that has an answer already, or somebody asking again?
import type { AuthorId, CaseId, PostId } from '../model.ts'
import { type ReplyDesk, type ReplyLanguage, textsOf } from '../replies/index.ts'
import type { Policy } from '../replies/policy.ts'
import { languageOf } from '../replies/render.ts'
import { say } from '../replies/say.ts'
import { findCase, standingCase } from '../store/cases.ts'
import { deliveryOf, lastAsked } from '../store/deliveries.ts'
import { type EventRow, emit, type PostRow, type Tx } from '../store/index.ts'
import { enqueue } from '../store/jobs.ts'
import { pageOf } from '../store/pages.ts'
import { findPost, putPosts } from '../store/posts.ts'
import { silence, unsilence } from '../store/reach.ts'
import { currentReply, findReply, wroteBefore } from '../store/replies.ts'
import { hear } from './hear.ts'
import { hearCode, unlinkAll } from './links.ts'
import { isThisIt, statusOf, yesNo } from './texts.ts'

export type Room = { readonly tx: Tx; readonly desk: ReplyDesk; readonly policy: Policy }

const hour = 3_600_000
const machine = { kind: 'machine' } as const
/** What was written long ago and comes only now (an import, a gap) is no conversation. */
const stillTalking = 24 * hour
/** An answer to a question may take its time. */
const answerable = 72 * hour
/** A burst is one telling, not asking again. */
const burst = 0.5 * hour

type Mine = PostRow & { readonly author_id: AuthorId }

/** The question a yes or no answers: the one it quotes, else the last one put to this author. */
const askedOf = async ({ tx, desk }: Room, post: Mine) => {
  const quoted =
    post.reply_to === null ? undefined : await deliveryOf(tx, { channel: post.channel, remoteId: post.reply_to })
  if (quoted !== undefined && quoted.author_id === post.author_id) {
    const kind = (await findReply(tx, quoted.reply_id))?.kind
    return kind === 'question' || kind === 'known-issue' ? { ...quoted, kind } : undefined
  }
  return lastAsked(tx, post.author_id, ['question', 'known-issue'], desk.clock() - answerable)
}

/** True where it was an answer. */
const takeAnswer = async (room: Room, post: Mine, yes: boolean): Promise<boolean> => {
  const { tx, desk } = room
  const asked = await askedOf(room, post)
  if (asked === undefined) return false
  const at = desk.clock()
  const caseId = await standingCase(tx, asked.case_id)
  const data = { answered: yes ? 'yes' : 'no', question: asked.kind, delivery: asked.id }
  emit(tx, { kind: 'noted', caseId, postId: post.id, actor: machine, at, data })
  if (!yes) {
    const todo = asked.kind === 'question' ? 'reopen' : 'own-case'
    await enqueue(tx, { kind: 'outreach', at, payload: { todo, case: caseId, author: post.author_id, post: post.id } })
  }
  return true
}

const takeWord = async (room: Room, post: Mine): Promise<boolean> => {
  const { tx, desk } = room
  const heard = hear(post.text)
  if (heard === null) return false
  const at = desk.clock()
  if (heard.kind === 'stop') await silence(tx, post.author_id, { reason: 'opted-out', at })
  if (heard.kind === 'start') return unsilence(tx, post.author_id)
  if (heard.kind === 'unlink') return unlinkAll(tx, post.author_id, at)
  if (heard.kind === 'code') return hearCode(tx, post.author_id, heard.code, at)
  if (heard.kind === 'stop') {
    emit(tx, { kind: 'noted', caseId: post.case_id, postId: post.id, actor: machine, at, data: { silenced: true } })
    return true
  }
  return takeAnswer(room, post, heard.kind === 'yes')
}

const isKnown = async ({ tx, policy }: Room, id: CaseId, event: EventRow) => {
  if (event.kind !== 'joined' || (await pageOf(tx, id))?.known_issue !== 1) return undefined
  const { p = 0 } = JSON.parse(event.data) as { readonly p?: number }
  return p >= policy.knownIssueAbove ? currentReply(tx, id) : undefined
}

const greet = async (room: Room, post: Mine, id: CaseId, event: EventRow): Promise<void> => {
  const { tx, desk, policy } = room
  const row = (await findCase(tx, await standingCase(tx, id)))!
  const before = await wroteBefore(tx, row.id, post.author_id, post.seq)
  const to = { row, to: [post.author_id], policy } as const
  if (before !== null) {
    if (!policy.followUps || post.created_at - before < burst) return
    const day = Math.floor((desk.clock() + 3 * hour) / (24 * hour))
    const answer = (await currentReply(tx, row.id))?.text ?? null
    const texts = statusOf(row.status, answer)
    return void (await say(tx, desk, { ...to, kind: 'status', origin: `status:${row.id}:${row.status}:${day}`, texts }))
  }
  const known = await isKnown(room, row.id, event)
  if (known !== undefined) {
    const answer = Object.entries(await textsOf(tx, known)) as [ReplyLanguage, string][]
    const texts = Object.fromEntries(answer.map(([language, text]) => [language, `${text}\n\n${isThisIt[language]}`]))
    const buttons = yesNo(languageOf(post.language), known.id)
    const told = {
      ...to,
      kind: 'known-issue',
      origin: `known:${row.id}:${known.id}`,
      texts,
      buttons,
      prompt: true,
    } as const
    if ((await say(tx, desk, told)) > 0) return
  }
  const { on, texts } = policy.acknowledgement
  if (on)
    await say(tx, desk, { ...to, kind: 'acknowledgement', origin: `ack:${row.id}`, texts: texts as typeof isThisIt })
}

export const hearPost = async (room: Room, event: EventRow): Promise<void> => {
  const { tx, desk } = room
  const post = await findPost(tx, event.post_id as PostId)
  if (post === undefined || post.author_id === null || post.deleted_at !== null) return
  if (desk.clock() - post.created_at > stillTalking) return
  const mine = { ...post, author_id: post.author_id }
  if (await takeWord(room, mine)) {
    if (post.case_id === null) await putPosts(tx, [post.id], null, 'answer')
    return
  }
  if (post.case_id !== null) await greet(room, mine, post.case_id, event)
}
