// Decide: each report in arrival order, on what came before it, greetings taken in by the report that follows them.
import { uuidv7 } from 'uuidv7'
import type { Decision } from '../../dedupe/index.ts'
import type { CaseId } from '../model.ts'
import type { PostRow, Tx } from '../store/index.ts'
import { heldGreetings, reportOf } from '../store/posts.ts'
import { together } from '../store/together.ts'
import type { Session } from './candidates.ts'
import { type Lines, linesIn, underLines } from './lines.ts'
import type { Prepared } from './prepare.ts'

export type Outcome = {
  readonly prepared: Prepared
  readonly decision: Decision
  /** Null = the lane "no case". */
  readonly to: CaseId | null
  readonly opens: boolean
  /** Greetings of the same author, minutes before, that this report takes into its case. */
  readonly greetings: readonly PostRow[]
}

const minutes = 60_000
const heldFor = 15 * minutes

type Held = { readonly take: (prepared: Prepared) => readonly PostRow[]; readonly hold: (prepared: Prepared) => void }

/** Greetings that wait, those of this batch included. */
const greetingsOf = async (tx: Tx, all: readonly Prepared[]): Promise<Held> => {
  const reporting = all.filter(({ report }) => report.kind !== 'greeting')
  const authors = [...new Set(reporting.flatMap(({ post }) => post.author_id ?? []))]
  const since = Math.min(...reporting.map(({ post }) => post.created_at)) - heldFor
  const waiting = authors.length === 0 ? [] : await heldGreetings(tx, authors, since)
  return {
    hold: ({ post }) => waiting.push(post),
    take({ post }) {
      if (post.author_id === null) return []
      const taken = waiting.filter(
        (held) =>
          held.author_id === post.author_id &&
          held.created_at <= post.created_at &&
          held.created_at >= post.created_at - heldFor,
      )
      for (const held of taken) waiting.splice(waiting.indexOf(held), 1)
      return taken
    },
  }
}

const caseOf = ({ kind, match }: Decision): { readonly to: CaseId | null; readonly opens: boolean } => {
  switch (kind) {
    case 'same':
      return { to: match!.case as CaseId, opens: false }
    case 'review':
    case 'different':
      return { to: uuidv7() as CaseId, opens: true }
    case 'none':
      return { to: null, opens: false }
  }
}

/** What is known of these reports before they are decided. */
export type Asked = { readonly lines: Lines | null; readonly held: Held }

export const askOf = async (tx: Tx, session: Session, all: readonly Prepared[]): Promise<Asked> => {
  const reports = all.map(({ report }) => report)
  const [lines, held] = await together([linesIn(tx), greetingsOf(tx, all), session.look(tx, reports)])
  return { lines, held }
}

export const decideAll = async (
  tx: Tx,
  session: Session,
  all: readonly Prepared[],
  asked?: Asked,
): Promise<readonly Outcome[]> => {
  const { lines, held } = asked ?? (await askOf(tx, session, all))
  const outcomes: Outcome[] = []
  for (const prepared of all) {
    const decision = underLines(await session.decide(prepared.report), lines)
    const { to, opens } = caseOf(decision)
    const greetings = to === null ? [] : held.take(prepared)
    if (to !== null) {
      if (opens) session.opened(to)
      session.place(prepared.report, to)
      for (const greeting of greetings) {
        const report = reportOf(greeting)
        if (report) session.place(report, to)
      }
    } else if (prepared.report.kind === 'greeting') held.hold(prepared)
    outcomes.push({ prepared, decision, to, opens, greetings })
  }
  return outcomes
}
