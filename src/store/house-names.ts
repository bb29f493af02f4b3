// How the house calls its topics and agencies, where that is not how the profile does.
import type { Millis } from '../model.ts'
import { holdRule, putRule, ruleOf } from './desk.ts'
import type { Reader } from './reader.ts'
import type { Tx } from './tx.ts'

const rule = 'names'

export const renamable = ['topics', 'agencies'] as const
export type Renamable = (typeof renamable)[number]
/** A language that is left out has the profile's name. */
export type OwnName = { readonly ar?: string; readonly en?: string }
export type HouseNames = Readonly<Partial<Record<Renamable, Readonly<Record<string, OwnName>>>>>

const kept = (value: unknown): HouseNames => (value ?? {}) as HouseNames

export const houseNames = async (db: Reader): Promise<HouseNames> => kept(await ruleOf(db, rule))

/** Returns what it was called before. */
export const putName = async (
  tx: Tx,
  { kind, id, name, by, at }: { kind: Renamable; id: string; name: OwnName; by: string; at: Millis },
): Promise<OwnName> => {
  const names = kept(await holdRule(tx, rule))
  await putRule(tx, rule, { ...names, [kind]: { ...names[kind], [id]: name } }, by, at)
  return names[kind]?.[id] ?? {}
}
