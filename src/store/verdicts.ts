// People's verdicts between posts: one stands for a pair; what it replaced is kept, retracted.
import { uuidv7 } from 'uuidv7'
import type { Verdict } from '../../dedupe/index.ts'
import type { CaseId, EventId, Millis, PostId } from '../model.ts'
import type { Reader } from './reader.ts'
import { inChunks } from './rows.ts'
import type { VerdictRow } from './schema.ts'
import type { Tx } from './tx.ts'

export type Pair = { readonly a: PostId; readonly b: PostId }
const ordered = ({ a, b }: Pair): Pair => (a < b ? { a, b } : { a: b, b: a })

/** Every pair across the two sides, each once. */
export const pairsBetween = (here: readonly PostId[], there: readonly PostId[]): readonly Pair[] =>
  here.flatMap((a) => there.filter((b) => b !== a).map((b) => ordered({ a, b })))

export type Changed = { readonly given: readonly Verdict[]; readonly retracted: readonly Verdict[] }

const verdict = ({ a, b, link }: Pick<VerdictRow, 'a' | 'b' | 'link'>): Verdict => ({ a, b, link })

/** Gives verdicts; a standing word about the same pair is retracted by the same event. */
export const giveVerdicts = async (
  tx: Tx,
  pairs: readonly Pair[],
  given: { readonly link: Verdict['link']; readonly event: EventId; readonly actor: string; readonly at: Millis },
): Promise<readonly Verdict[]> => {
  for (const chunk of inChunks(pairs, 200)) {
    await tx
      .updateTable('verdicts')
      .set({ retracted_by: given.event })
      .where('retracted_by', 'is', null)
      .where((e) => e.or(chunk.map(({ a, b }) => e.and([e('a', '=', a), e('b', '=', b)]))))
      .execute()
    await tx
      .insertInto('verdicts')
      .values(
        chunk.map((pair) => ({
          id: uuidv7(),
          ...pair,
          link: given.link,
          actor: given.actor,
          event_id: given.event,
          retracted_by: null,
          at: given.at,
        })),
      )
      .execute()
  }
  return pairs.map((pair) => ({ ...pair, link: given.link }))
}

/** Takes back standing verdicts of one kind between two groups of posts, given by the cases they count in now. */
export const retractBetween = async (
  tx: Tx,
  link: Verdict['link'],
  sides: { readonly here: readonly PostId[]; readonly inCases: readonly CaseId[] },
  event: EventId,
): Promise<readonly Verdict[]> => {
  const retracted: Verdict[] = []
  const there = tx
    .selectFrom('posts')
    .select('posts.id')
    .where('posts.case_id', 'in', [...sides.inCases])
  for (const chunk of inChunks(sides.here, 500))
    for (const [mine, other] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const rows = await tx
        .updateTable('verdicts')
        .set({ retracted_by: event })
        .where('retracted_by', 'is', null)
        .where('link', '=', link)
        .where(mine, 'in', chunk)
        .where(other, 'in', there)
        .returning(['a', 'b', 'link'])
        .execute()
      retracted.push(...rows.map(verdict))
    }
  return retracted
}

/** Takes back what an event said, and lets stand again what it had retracted. */
export const undoVerdicts = async (tx: Tx, event: EventId, by: EventId): Promise<Changed> => {
  const gone = await tx
    .updateTable('verdicts')
    .set({ retracted_by: by })
    .where('event_id', '=', event)
    .where('retracted_by', 'is', null)
    .returning(['a', 'b', 'link'])
    .execute()
  const back = await tx
    .updateTable('verdicts')
    .set({ retracted_by: null })
    .where('retracted_by', '=', event)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('verdicts as other')
            .select('other.id')
            .whereRef('other.a', '=', 'verdicts.a')
            .whereRef('other.b', '=', 'verdicts.b')
            .where('other.retracted_by', 'is', null),
        ),
      ),
    )
    .returning(['a', 'b', 'link'])
    .execute()
  return { given: back.map(verdict), retracted: gone.map(verdict) }
}

/** Standing verdicts about these posts. */
export const verdictsAbout = async (db: Reader, posts: readonly PostId[]): Promise<readonly Verdict[]> => {
  const found = new Map<string, Verdict>()
  for (const chunk of inChunks(posts, 500)) {
    const rows = await db
      .selectFrom('verdicts')
      .select(['a', 'b', 'link'])
      .where((e) => e.or([e('a', 'in', chunk), e('b', 'in', chunk)]))
      .where('retracted_by', 'is', null)
      .execute()
    for (const row of rows) found.set(`${row.a}|${row.b}`, verdict(row))
  }
  return [...found.values()]
}

export const standingVerdicts = (db: Reader): Promise<Verdict[]> =>
  db.selectFrom('verdicts').select(['a', 'b', 'link']).where('retracted_by', 'is', null).execute()
