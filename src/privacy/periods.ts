// For how long things are kept: as the server is set, and over that what people set on the screen.
import type { Retention } from '../config.ts'
import type { Actor, Millis } from '../model.ts'
import { audit } from '../store/audit.ts'
import { putRule, ruleOf } from '../store/desk.ts'
import type { Reader, Tx } from '../store/index.ts'

const rule = 'retention'
/** Only what differs from the server's own. */
export type SetPeriods = Partial<Retention>

export const setPeriods = async (db: Reader): Promise<SetPeriods> => ((await ruleOf(db, rule)) as SetPeriods) ?? {}

export const periodsNow = async (db: Reader, usual: Retention): Promise<Retention> => ({
  ...usual,
  ...(await setPeriods(db)),
})

export type PeriodsChange = { readonly to: SetPeriods; readonly actor: Actor & { readonly name: string } }

export const savePeriods = async (tx: Tx, { to, actor }: PeriodsChange, now: Millis): Promise<void> => {
  const data = { before: await setPeriods(tx), after: to }
  await audit(tx, { actor, action: 'retention-set', subject: null, at: now, data })
  await putRule(tx, rule, to, actor.name, now)
}
