// Topics that people gave to another agency, and the open cases such a change concerns.
import type { CaseId, Millis } from '../model.ts'
import { holdRule, putRule, ruleOf, standingRule } from './desk.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

const rule = 'topic-agencies'

/** Agencies by topic, of those topics only that are not with the agency the profile names. */
export type TopicAgencies = Readonly<Record<string, string>>

const given = (kept: unknown): TopicAgencies => (kept ?? {}) as TopicAgencies

export const topicAgencies = async (db: Reader): Promise<TopicAgencies> => given(await ruleOf(db, rule))
/** As they stand for a transaction that changes none of them. */
export const standingAgencies = async (tx: Tx): Promise<TopicAgencies> => given(await standingRule(tx, rule))
export const holdTopicAgencies = async (tx: Tx): Promise<TopicAgencies> => given(await holdRule(tx, rule))
export const putTopicAgencies = (tx: Tx, value: TopicAgencies, by: string, at: Millis): Promise<void> =>
  putRule(tx, rule, value, by, at)

export type OpenOf = { readonly topic: string; readonly agency: string }

/** Quotes inside the text of the JSON are escaped: only the field itself reads like this. */
const byHand = '%"assigned":true%'

const openOf = (db: Reader, { topic, agency }: OpenOf) =>
  db
    .selectFrom('cases')
    .where('topic', '=', topic)
    .where('agency', '=', agency)
    .where('closed_at', 'is', null)
    .where('merged_into', 'is', null)

/** Those whose agency no person chose, the most urgent first. */
export const freeCases = async (db: Reader, asked: OpenOf): Promise<readonly CaseId[]> => {
  const query = openOf(db, asked).select('id').where('tally', 'not like', byHand)
  return (await query.orderBy('urgency', 'desc').orderBy('last_at', 'desc').orderBy('id').execute()).map(({ id }) => id)
}

export const countByHand = async (db: Reader, asked: OpenOf): Promise<number> => {
  const query = openOf(db, asked).where('tally', 'like', byHand)
  return Number((await query.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count)
}
