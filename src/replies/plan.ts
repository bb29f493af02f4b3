// Who of a case gets the answer, by which route, until when, at what cost, and who cannot be reached and why. Pure.
import type { Channel, Limits, ReplyRoute } from '../../connectors/connector.ts'
import type { Millis } from '../model.ts'
import { fits } from './length.ts'
import { hasPersonalData } from './personal-data.ts'
import type { ChannelRules, Going, Heard, Planned, Refusal, Reporter } from './planned.ts'
import { type About, fill, languageOf, type ReplyLanguage, render, type Texts, textFor } from './render.ts'
import { costOf, routeRules } from './routes.ts'
import { fillTemplate, speaksItsOwn, type Template, templateFor } from './template.ts'
import { tellOnce, tellTheRestInPublic } from './together.ts'

export type { Template } from './template.ts'

export type PlanInput = {
  readonly reporters: readonly Reporter[]
  readonly rules: ReadonlyMap<Channel, ChannelRules>
  readonly templates: readonly Template[]
  readonly texts: Texts
  readonly about: About
  readonly now: Millis
  readonly greeting?: Texts
  readonly hotlines?: readonly string[]
  readonly xAnswersAnyone?: boolean
  /** False: the machine says it. */
  readonly human?: boolean
  /** Tell those X does not let us answer by one public post of our own. */
  readonly publicPost?: boolean
  /** How many of the case were told the same words before, by channel. */
  readonly told?: Readonly<Partial<Record<Channel, number>>>
}

type Rule = Limits['routes'][number]
/** `copy`: how many of its channel had their turn, with this one. */
type Turn = { readonly reporter: Reporter; readonly copy: number }
type Attempt = Going | { readonly refused: Refusal }
type Whole = PlanInput & { readonly leaks: (language: ReplyLanguage) => boolean }

const hour = 3_600_000
export const newestFirst = (posts: readonly Heard[]): readonly Heard[] => posts.toSorted((a, b) => b.at - a.at)

/** Answers under a post name the post; answers to a person name the person. */
const underPost: ReadonlySet<ReplyRoute> = new Set([
  'x-reply',
  'instagram-comment',
  'instagram-mention',
  'instagram-private',
])

const isTemplate = (rule: Rule) => rule.route === 'whatsapp-template'

/** A link makes a post on X thirteen times dearer: there the reference alone must do. */
const aboutOn = (about: About, route: ReplyRoute): About => {
  const cost = routeRules[route]?.cost
  return cost !== undefined && cost.link > cost.plain ? { ...about, link: null } : about
}

/** What a person writes may come later than what a machine says. */
export const windowOf = ({ route, windowHours }: Rule, human: boolean): number | null =>
  windowHours === null ? null : human ? (routeRules[route]?.humanHours ?? windowHours) : windowHours

const byTemplate = (input: Whole, { channel }: Reporter, post: Heard, { length }: Rule) => {
  const template = templateFor(input.templates, channel, post.language)
  const filled = template && fillTemplate(template, input.texts, input.about, post.language)
  return filled !== null && fits(filled.text, length) ? filled : null
}

type Words = { readonly text: string } | { readonly refused: Refusal }

const wordsFor = (input: Whole, { reporter, copy }: Turn, post: Heard, rule: Rule): Words => {
  const language = languageOf(post.language)
  const text = render({
    texts: input.texts,
    about: aboutOn(input.about, rule.route),
    language,
    length: rule.length,
    greeting: input.greeting,
    name: rule.public ? null : reporter.name,
    copy: rule.distinct === true ? copy : 1,
  })
  if (text === null) return { refused: 'too-long' }
  return rule.public && input.leaks(language) ? { refused: 'personal-data' } : { text }
}

const fallbackFor = (input: Whole, reporter: Reporter, post: Heard, rule: Rule): Going['fallback'] => {
  const other = input.rules.get(reporter.channel)?.limits.routes.find(isTemplate)
  if (rule.windowHours === null || other === undefined || !other.surfaces.includes(post.surface)) return null
  return byTemplate(input, reporter, post, other)
}

const attempt = (input: Whole, turn: Turn, post: Heard, rule: Rule): Attempt => {
  const { reporter } = turn
  const hours = windowOf(rule, input.human !== false)
  const deadline = hours === null ? null : post.at + hours * hour
  if (deadline !== null && deadline <= input.now) return { refused: 'window-closed' }
  if (rule.needsSummons === true && post.summoned !== true && input.xAnswersAnyone !== true)
    return { refused: 'not-summoned' }
  const filled = isTemplate(rule) ? byTemplate(input, reporter, post, rule) : null
  if (isTemplate(rule) && filled === null) return { refused: 'window-closed' }
  const words = filled ?? wordsFor(input, turn, post, rule)
  if ('refused' in words) return words
  const { text } = words
  return {
    author: reporter.author,
    channel: reporter.channel,
    route: rule.route,
    account: post.account,
    post: post.id,
    to: underPost.has(rule.route) ? post.remoteId : reporter.remoteId,
    inReplyTo: post.remoteId,
    text,
    language: languageOf(post.language),
    template: filled?.template ?? null,
    fallback: fallbackFor(input, reporter, post, rule),
    deadline,
    cost: costOf(rule.route, text),
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

/** Who was out of reach and has written to us since is in reach again; who asked for silence has it until he asks otherwise. */
const silence = ({ unreachable, posts }: Reporter): Refusal | null => {
  if (unreachable === null || unreachable === undefined) return null
  const wroteSince = posts.some(({ at }) => at > unreachable.at)
  return unreachable.reason === 'blocked' && wroteSince ? null : unreachable.reason
}

/** A template in the author's own language goes before a text in another. */
const inOrder = (input: Whole, reporter: Reporter, post: Heard, routes: readonly Rule[]): readonly Rule[] =>
  speaksItsOwn(templateFor(input.templates, reporter.channel, post.language), post.language)
    ? routes.toSorted((a, b) => Number(isTemplate(b)) - Number(isTemplate(a)))
    : routes

const planFor = (input: Whole, turn: Turn): Planned => {
  const { reporter } = turn
  const { author, channel, posts } = reporter
  const rules = input.rules.get(channel)
  const refused = (reason: Refusal): Planned => ({ author, channel, refused: reason })
  if (rules === undefined || rules.limits.routes.length === 0) return refused('no-route')
  const silent = silence(reporter)
  if (silent !== null) return refused(silent)
  const standing = posts.filter(({ deleted }) => !deleted)
  if (standing.length === 0) return refused('post-deleted')
  const sendable = standing.filter(({ account }) => rules.sends(account))
  if (sendable.length === 0) return refused('not-configured')
  const tried = newestFirst(sendable).flatMap((post) =>
    inOrder(input, reporter, post, rules.limits.routes)
      .filter(({ surfaces }) => surfaces.includes(post.surface))
      .map((rule) => attempt(input, turn, post, rule)),
  )
  const going = tried.find((one): one is Going => 'route' in one)
  if (going !== undefined) return going
  const reasons = tried.flatMap((one) => ('refused' in one ? [one.refused] : []))
  return refused(telling.find((reason) => reasons.includes(reason)) ?? 'no-route')
}

/** Asked once a language, and not once a person: the words in public are the same for all. */
const leaksOf = (input: PlanInput): Whole['leaks'] => {
  const names = input.reporters.flatMap(({ name }) => name ?? [])
  const known = new Map<ReplyLanguage, boolean>()
  return (language) => {
    const [text, written] = textFor(input.texts, language)
    const words = fill(text, { ...input.about, link: null, reference: '' }, written, null)
    if (!known.has(written)) known.set(written, hasPersonalData(words, names, input.hotlines))
    return known.get(written)!
  }
}

/** One delivery an author: not one a post, not one an alias, and one for the accounts their owner has linked. */
export const planReply = (given: PlanInput): readonly Planned[] => {
  const input: Whole = { ...given, leaks: leaksOf(given) }
  const turns = new Map<Channel, number>()
  const planned = input.reporters.map((reporter) => {
    const copy = (turns.get(reporter.channel) ?? input.told?.[reporter.channel] ?? 0) + 1
    turns.set(reporter.channel, copy)
    return planFor(input, { reporter, copy })
  })
  const once = tellOnce(input.reporters, planned)
  if (input.publicPost !== true) return once
  return tellTheRestInPublic(once, (author) => {
    const reporter = input.reporters.find((one) => one.author === author)!
    const rule = input.rules.get('x')?.limits.routes.find(({ route }) => route === 'x-post')
    const post = newestFirst(reporter.posts.filter(({ deleted }) => !deleted))[0]
    if (rule === undefined || post === undefined) return { author, channel: reporter.channel, refused: 'no-route' }
    const copy = (turns.get('x') ?? 0) + 1
    const made = attempt(input, { reporter, copy }, post, rule)
    return 'route' in made ? { ...made, to: '', inReplyTo: '' } : { author, channel: reporter.channel, ...made }
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
