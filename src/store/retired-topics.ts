// Topics that nobody is to choose any more: what is theirs stays theirs, and the machine goes on hearing them.
import type { Millis } from '../model.ts'
import { holdRule, putRule, ruleOf } from './desk.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

const rule = 'retired-topics'

const kept = (value: unknown): ReadonlySet<string> => new Set((value ?? []) as readonly string[])

export const retiredTopics = async (db: Reader): Promise<ReadonlySet<string>> => kept(await ruleOf(db, rule))

export type Retiring = { readonly topic: string; readonly retired: boolean; readonly by: string; readonly at: Millis }

export const retireTopic = async (tx: Tx, { topic, retired, by, at }: Retiring): Promise<void> => {
  const others = [...kept(await holdRule(tx, rule))].filter((id) => id !== topic)
  await putRule(tx, rule, retired ? [...others, topic] : others, by, at)
}
