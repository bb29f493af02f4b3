// How soon the house promises a first answer, by kind of case.
import type { CaseKind } from '../../model.ts'
import { ruleOf } from '../../store/desk.ts'
import type { Store } from '../../store/index.ts'
import { ServiceRules } from '../contract.ts'

export const promised: Readonly<Record<CaseKind, number>> = {
  emergency: 1,
  complaint: 24,
  inquiry: 24,
  suggestion: 168,
}

export const serviceHours = async (store: Store): Promise<Readonly<Record<CaseKind, number>>> => {
  const kept = ServiceRules.safeParse(await ruleOf(store.read, 'service'))
  return { ...promised, ...(kept.success ? kept.data.hours : {}) }
}
