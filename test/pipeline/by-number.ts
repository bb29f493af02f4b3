// A matcher that goes by a number in the text, so that these tests say who belongs together: posts with one 7xxx or 7xxxx number are of
// one incident; with 9999 beside it the matcher is in doubt. Everything else about a post is prepared as always.
import type { CaseView, Decision, decide, Match, Matcher, Report, Verdict } from '../../dedupe/index.ts'

const numbers = (report: Report) => report.tokens.filter(({ script }) => script === 'digit').map(({ key }) => key)
export const incidentOf = (report: Report) => numbers(report).find((key) => /^7\d{3,4}$/.test(key)) ?? null

const matchOf = (id: string, p: number, of: string): Match => ({
  case: id,
  weight: p > 0.5 ? 3 : 0,
  p,
  vetoed: false,
  terms: [
    {
      aspect: 'words',
      level: 'number',
      weight: 3,
      here: [{ start: 0, end: 4 }],
      there: { of, spans: [{ start: 0, end: 4 }] },
    },
  ],
})

const nothing = { match: null, suggested: [], rival: null, recurrenceOf: null }

export const decideByNumber: typeof decide = (report, candidates, { verdicts = [] } = {}): Decision => {
  if (report.kind === 'greeting' || report.kind === 'advert')
    return { ...nothing, kind: 'none', p: 0, reason: 'no-report' }
  const said = (view: CaseView, link: Verdict['link']) =>
    verdicts.some(
      (v) =>
        v.link === link && [v.a, v.b].includes(report.id) && view.members.some(({ id }) => [v.a, v.b].includes(id)),
    )
  const incident = incidentOf(report)
  const alike = candidates.filter(
    (view) =>
      !said(view, 'cannot') && view.members.some((member) => incident !== null && incidentOf(member) === incident),
  )
  const found =
    candidates.find((view) => said(view, 'must')) ?? alike.toSorted((a, b) => b.members.length - a.members.length)[0]
  if (found === undefined) return { ...nothing, kind: 'different', p: 0, reason: 'no-candidate' }
  const of = found.members[0]!.id
  if (found.closedAt !== null && report.state === 'again')
    return { ...nothing, kind: 'different', p: 0.9, reason: 'recurrence', recurrenceOf: found.id }
  if (numbers(report).includes('9999'))
    return {
      ...nothing,
      kind: 'review',
      p: 0.6,
      suggested: alike.slice(0, 3).map((view) => matchOf(view.id, 0.6, view.members[0]!.id)),
      reason: 'in-doubt',
    }
  return { ...nothing, kind: 'same', p: 0.95, match: matchOf(found.id, 0.95, of), reason: 'accepted' }
}

/** The same by an index in memory, as the real one keeps it. */
export const matcherByNumber = (): Matcher => {
  const cases = new Map<string, { members: Report[]; closedAt: number | null }>()
  const verdicts = new Map<string, Verdict>()
  const reports = new Map<string, Report>()
  const pair = (a: string, b: string) => [a, b].sort().join('|')
  const drop = (post: string) => {
    for (const [id, one] of cases) {
      one.members = one.members.filter((member) => member.id !== post)
      if (one.members.length === 0) cases.delete(id)
    }
  }
  const place = (report: Report, id: string) => {
    drop(report.id)
    reports.set(report.id, report)
    const one = cases.get(id) ?? { members: [], closedAt: null }
    one.members.push(report)
    cases.set(id, one)
  }
  return {
    decide: (report) =>
      decideByNumber(
        report,
        [...cases].map(([id, { members, closedAt }]) => ({ id, members, closedAt, size: members.length })),
        { verdicts: [...verdicts.values()] },
      ),
    place,
    remove: drop,
    move: (posts, id) => {
      for (const post of posts) {
        const report = reports.get(post)
        if (report && [...cases.values()].some(({ members }) => members.includes(report))) place(report, id)
      }
    },
    close: (id, at) => {
      const one = cases.get(id)
      if (one) one.closedAt = at
    },
    reopen: (id) => {
      const one = cases.get(id)
      if (one) one.closedAt = null
    },
    link: (verdict) => verdicts.set(pair(verdict.a, verdict.b), verdict),
    unlink: (a, b) => verdicts.delete(pair(a, b)),
    size: () => ({ cases: cases.size, posts: [...cases.values()].reduce((n, { members }) => n + members.length, 0) }),
  }
}
