import type { Store } from '../../src/store/index.ts'
import { type Answer, admin, type House, newHouse } from './harness.ts'

type Line = Readonly<Record<string, unknown>>
let number = 0
export const post = (text: string, more: Line = {}): Line => ({
  id: `p-${++number}`,
  channel: 'whatsapp',
  kind: 'dm',
  author: `+9655000${1000 + number}`,
  text,
  created_at: new Date(Date.now() - 3_600_000 + number * 1000).toISOString(),
  ...more,
})

/** Posts that are different matters to any reader, so that each is a case. */
export const matters = () => [
  post('انقطاع الكهرباء في الرميثية قطعة 7 من الصبح'),
  post('حفرة كبيرة في شارع سالم المبارك بالسالمية قطعة 2 طاحت فيها سيارتي'),
  post('Garbage containers overflowing in Jabriya block 3 for a week', { channel: 'x', author: '@someone' }),
  post('ماسورة ماء منفجرة في الفحيحيل قطعة 5', { channel: 'instagram', kind: 'comment', author: '@another' }),
  post('أقترح توفير مظلات في حديقة مشرف', { channel: 'x', author: '@third' }),
]

export const pushed = async (house: House, lines: readonly Line[]): Promise<Answer> => {
  const answer = await house.ask('POST', '/api/v1/posts', { as: admin, body: lines })
  await house.server.pipeline.drain()
  return answer
}
export const get = (house: House, path: string) => house.ask('GET', `/api/v1${path}`, { as: admin })
export const send = (house: House, path: string, body: unknown, headers = {}) =>
  house.ask('POST', `/api/v1${path}`, { as: admin, body, headers })

export const filled = async (store: Store) => {
  const house = await newHouse(store)
  await pushed(house, matters())
  const { items } = (await get(house, '/cases?limit=200')).body
  return { house, cases: items as Shown[] }
}
export type Shown = {
  readonly id: string
  readonly version: number
  readonly agency: string | null
  readonly golden: {
    readonly title: string
    readonly topic: { readonly id: string } | null
    readonly firstAt: string
    readonly lastAt: string
  }
}
export const about = (cases: readonly Shown[], word: string) => cases.find(({ golden }) => golden.title.includes(word))!
