import { setStatus } from '../../src/cases/index.ts'
import type { CaseId, CaseStatus } from '../../src/model.ts'
import { createOutreach } from '../../src/outreach/index.ts'
import { createDeliverer, createPlan, type ReplyDesk, sendPlan } from '../../src/replies/index.ts'
import { readPolicy } from '../../src/replies/policy.ts'
import { type Store, write } from '../../src/store/index.ts'
import { putPage } from '../../src/store/pages.ts'
import { savePolicy } from '../../src/store/wording.ts'
import { minute, officer, report, type Town, townOn } from '../pipeline/town.ts'
import { played } from '../replies/channel.ts'

export type Place = { readonly town: Town; readonly desk: ReplyDesk; run(): Promise<void> } & Record<
  'whatsapp' | 'instagram',
  ReturnType<typeof played>
>

export const hour = 60 * minute

export const place = async (store: Store, policy: object): Promise<Place> => {
  const [whatsapp, instagram] = [played('whatsapp'), played('instagram')]
  const town = townOn(store)
  const desk = { store, connectors: [whatsapp.connector, instagram.connector], clock: () => town.clock }
  await write(store, (tx) => savePolicy(tx, readPolicy({ delaySeconds: 0, ...policy })))
  const outreach = createOutreach(town.pipeline.desk, desk)
  await outreach.turn()
  const deliverer = createDeliverer(desk)
  const run = async () => {
    for (;;) {
      const done = (await outreach.turn()) + (await deliverer.turn())
      if (done === 0) return
      town.clock += 7_000
    }
  }
  return { town, desk, run, whatsapp, instagram }
}
export const by = (name: string, town: Town, more: object = {}) => ({
  by: name,
  account: '1001',
  at: town.clock,
  ...more,
})
export const words = ({ whatsapp }: Place) =>
  whatsapp.taken.map(({ to, text }) => `${to}: ${text.split('\n')[1] ?? text}`)
export const statusOf = async ({ town }: Place, id: CaseId) =>
  (await town.store.read.selectFrom('cases').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status
export const setTo = async ({ town }: Place, id: CaseId, status: CaseStatus) => {
  const { version } = await town.store.read
    .selectFrom('cases')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await setStatus(town.pipeline.desk, { case: id, version, actor: officer, status })
}
export const answerAll = async ({ desk }: Place, id: CaseId) => {
  const plan = await createPlan(desk, { case: id, actor: officer, texts: { ar: 'العطل معروف ويصلح الليلة.' } })
  await sendPlan(desk, { plan: plan.id, actor: officer })
}
/** Ali's case, known and answered; then Mona tells of the same. */
export const knownIssue = async (there: Place) => {
  const { town } = there
  const [first] = await town.hear(report(7001, by('ali', town)))
  const id = (await town.caseOf(first!))!
  const page = { case_id: id, slug: 's', published_at: null, summary: '{}', updated_at: 0, updated_by: null }
  await write(town.store, (tx) => putPage(tx, { ...page, known_issue: 1 }))
  await answerAll(there, id)
  await there.run()
  const [joiner] = await town.hear(report(7001, by('mona', town)))
  await there.run()
  return { id, joiner: joiner! }
}
