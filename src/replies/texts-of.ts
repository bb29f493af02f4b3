// What a reply said, in every language it was given in.
import type { Reader, ReplyRow } from '../store/index.ts'
import { findPlan } from '../store/replies.ts'
import type { Texts } from './render.ts'

export const textsOf = async (db: Reader, { plan_id, language, text }: ReplyRow): Promise<Texts> => {
  const plan = await findPlan(db, plan_id)
  // Plans of an earlier Sada kept one language.
  const { texts } = JSON.parse(plan?.body ?? '{}') as { readonly texts?: Texts }
  return texts ?? { [language]: text }
}
