// Who of a case gets the answer, by which route, until when, and who cannot be reached and why. Pure.
import type { Channel, Limits, ReplyRoute } from '../../connectors/connector.ts'
import type { AuthorId, Millis, PostId } from '../model.ts'
import { hasPersonalData } from './personal-data.ts'
import { languageOf, render, type Texts } from './render.ts'

/** One author of the case and what he said in it. Two accounts of one person stay two authors. */
export type Reporter = {
  readonly author: AuthorId
  readonly channel: Channel
  readonly remoteId: string
  readonly name: string | null
  readonly posts: readonly Heard[]
}
export type Heard = {
  readonly id: PostId
  readonly remoteId: string
  readonly account: string
  readonly surface: string
  readonly at: Millis
  readonly language: string | null
  /** X: the author called us; null = not known. */
  readonly summoned: boolean | null
  readonly deleted: boolean
}

export type ChannelRules = {
  readonly limits: Limits
  /** Whether a reply can leave from this account. */
  readonly sends: (account: string) => boolean
}

/** An approved template, for when the window has closed; `{text}` and `{reference}` are its variables. */
export type Template = {
  readonly channel: Channel
  readonly name: string
  readonly language: string
  readonly variables: readonly ('text' | 'reference')[]
}

export type Refusal =
  | 'no-route'
  | 'not-configured'
  | 'post-deleted'
  | 'window-closed'
  | 'not-summoned'
  | 'too-long'
  | 'personal-data'
  | 'opted-out'

type Base = { readonly author: AuthorId; readonly channel: Channel }
export type Going = Base & {
  readonly route: ReplyRoute
  readonly account: string
  readonly post: PostId
  readonly to: string
  readonly inReplyTo: string
  readonly text: string
  readonly template: { readonly name: string; readonly language: string; readonly variables: readonly string[] } | null
  readonly deadline: Millis | null
}
export type Planned = Going | (Base & { readonly refused: Refusal })

export type PlanInput = {
  readonly reporters: readonly Reporter[]
  readonly rules: ReadonlyMap<Channel, ChannelRules>
  readonly templates: readonly Template[]
  readonly texts: Texts
  readonly reference: string
  readonly now: Millis
}

type Rule = Limits['routes'][number]
/** `copy`: how many of its channel had their turn, with this one. */
type Turn = { readonly reporter: Reporter; readonly copy: number }
type Attempt = Going | { readonly refused: Refusal }

const hour = 3_600_000
const newestFirst = (posts: readonly Heard[]): readonly Heard[] => posts.toSorted((a, b) => b.at - a.at)

/** Answers under a post name the post; answers to a person name the person. */
const underPost: ReadonlySet<ReplyRoute> = new Set(['x-reply', 'instagram-comment', 'instagram-private'])

const templateFor = (input: PlanInput, channel: Channel, language: string): Template | null => {
  const mine = input.templates.filter((one) => one.channel === channel)
  return mine.find((one) => one.language.startsWith(language)) ?? mine[0] ?? null
}

const attempt = (input: PlanInput, { reporter, copy }: Turn, post: Heard, rule: Rule): Attempt => {
  const language = languageOf(post.language)
  const deadline = rule.windowHours === null ? null : post.at + rule.windowHours * hour
  if (deadline !== null && deadline <= input.now) return { refused: 'window-closed' }
  if (rule.needsSummons === true && post.summoned !== true) return { refused: 'not-summoned' }
  const template = rule.route === 'whatsapp-template' ? templateFor(input, reporter.channel, language) : null
  if (rule.route === 'whatsapp-template' && template === null) return { refused: 'window-closed' }
  const text = render(input.texts, language, input.reference, {
    length: rule.length,
    copy: rule.distinct === true ? copy : 1,
  })
  if (text === null) return { refused: 'too-long' }
  const names = input.reporters.flatMap(({ name }) => name ?? [])
  if (rule.public && hasPersonalData(text.replaceAll(input.reference, ''), names)) return { refused: 'personal-data' }
  const words = { text: Object.values(input.texts)[0]!, reference: input.reference }
  return {
    author: reporter.author,
    channel: reporter.channel,
    route: rule.route,
    account: post.account,
    post: post.id,
    to: underPost.has(rule.route) ? post.remoteId : reporter.remoteId,
    inReplyTo: post.remoteId,
    text,
    template: template && {
      name: template.name,
      language: template.language,
      variables: template.variables.map((name) => words[name]),
    },
    deadline,
  }
}

/** The refusal that says most about what could be done. */
const telling: readonly Refusal[] = [
  'personal-data',
  'too-long',
  'window-closed',
  'not-summoned',
  'post-deleted',
  'not-configured',
  'no-route',
]

const planFor = (input: PlanInput, turn: Turn): Planned => {
  const { reporter } = turn
  const { author, channel, posts } = reporter
  const rules = input.rules.get(channel)
  const refused = (reason: Refusal): Planned => ({ author, channel, refused: reason })
  if (rules === undefined || rules.limits.routes.length === 0) return refused('no-route')
  const standing = posts.filter(({ deleted }) => !deleted)
  if (standing.length === 0) return refused('post-deleted')
  const sendable = standing.filter(({ account }) => rules.sends(account))
  if (sendable.length === 0) return refused('not-configured')
  const tried = newestFirst(sendable).flatMap((post) =>
    rules.limits.routes
      .filter(({ surfaces }) => surfaces.includes(post.surface))
      .map((rule) => attempt(input, turn, post, rule)),
  )
  const going = tried.find((one): one is Going => 'route' in one)
  if (going !== undefined) return going
  const reasons = tried.flatMap((one) => ('refused' in one ? [one.refused] : []))
  return refused(telling.find((reason) => reasons.includes(reason)) ?? 'no-route')
}

/** One delivery an author: not one a post, and not one an alias. */
export const planReply = (input: PlanInput): readonly Planned[] => {
  const turns = new Map<Channel, number>()
  return input.reporters.map((reporter) => {
    const copy = (turns.get(reporter.channel) ?? 0) + 1
    turns.set(reporter.channel, copy)
    return planFor(input, { reporter, copy })
  })
}

/** By route, and by reason. */
export const countPlan = (deliveries: readonly Planned[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const one of deliveries) {
    const key = 'route' in one ? one.route : `refused:${one.refused}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
