import type { DeliveryOutcome, OutgoingReply } from '../../../connectors/connector.ts'
import { createDeliverer } from '../../../src/replies/index.ts'
import { admin, type House, newHouse } from '../../http/harness.ts'

export type Place = {
  readonly house: House
  readonly caseId: string
  readonly taken: OutgoingReply[]
  run(): Promise<void>
}

let serial = 0
/** A house whose WhatsApp takes everything, with one case of some reporters. */
export const place = async (
  reporters: number,
  outcome?: () => DeliveryOutcome,
  env: Readonly<Record<string, string>> = {},
): Promise<Place> => {
  const taken: OutgoingReply[] = []
  const house = await newHouse(undefined, env)
  const { server } = house
  const connectors = server.replies.connectors.map((one) =>
    one.channel === 'whatsapp'
      ? {
          ...one,
          accounts: ['1000'],
          reply: async (reply: OutgoingReply): Promise<DeliveryOutcome> => {
            taken.push(reply)
            return outcome?.() ?? { kind: 'sent', remoteId: `out.${taken.length}` }
          },
        }
      : one,
  )
  Object.assign(server.replies, { connectors, publicUrl: 'https://sada.example' })
  serial++
  const events = Array.from({ length: reporters }, (_, n) => ({
    kind: 'post' as const,
    channel: 'whatsapp' as const,
    account: '1000',
    remoteId: `w.${serial}.${n}`,
    type: 'text',
    surface: 'dm',
    text: 'الكهرباء مقطوعة في السالمية قطعة 10 شارع 4 من الفجر',
    author: { remoteId: `9655000${serial}${n}` },
    createdAt: new Date(server.clock()).toISOString(),
  }))
  await server.pipeline.receive(events, { account: '1000' })
  await server.pipeline.drain()
  const { body } = await house.ask('GET', '/api/v1/cases', { as: admin })
  const deliverer = createDeliverer(server.replies)
  const run = async () => {
    for (let idle = 0; idle < 2; ) {
      idle = (await deliverer.turn()) === 0 ? idle + 1 : 0
      house.later(7_000)
    }
  }
  return { house, caseId: body.items[0].id, taken, run }
}
export const policy = ({ house }: Place, body: object) => house.ask('PUT', '/api/v1/reply-policy', { as: admin, body })
export const planned = ({ house, caseId }: Place, text = 'عادت الكهرباء.', as = admin) =>
  house.ask('POST', `/api/v1/cases/${caseId}/replies/plan`, { as, body: { text } })
export const send = async (there: Place, as = admin) => {
  const { planId } = (await planned(there, 'عادت الكهرباء.', as)).body
  const answer = await there.house.ask('POST', `/api/v1/cases/${there.caseId}/replies`, { as, body: { planId } })
  return { planId, ...answer }
}
export const post = ({ house }: Place, path: string, body: object = {}, as = admin) =>
  house.ask('POST', `/api/v1${path}`, { as, body })
