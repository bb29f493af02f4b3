// A name that people added, on the product as it is run: heard by the thread that decides, and by the process that follows it.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CaseWire, PostWire } from '../../src/http/contract.ts'
import { eventually, type Product, startProduct } from './product.ts'

const environment = { SADA_ADMIN_TOKEN: 'token-of-the-additions-test' }
let product: Product
beforeAll(async () => {
  product = await startProduct(environment)
})
afterAll(() => product?.stop())

const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
  const response = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${environment.SADA_ADMIN_TOKEN}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return (await response.json()) as T
}
const say = (id: string, text: string) =>
  ask('POST', '/posts', [{ id, channel: 'x', author: `a-${id}`, text, created_at: new Date().toISOString() }])
const areaOf = async (text: string): Promise<string | null | undefined> => {
  const { items } = await ask<{ items: readonly PostWire[] }>('GET', '/posts?limit=200')
  const found = items.find((post) => post.text === text)?.caseId
  return found == null ? undefined : (await ask<CaseWire>('GET', `/cases/${found}`)).golden.area?.id
}
const becomes = async (text: string, area: string | undefined) =>
  expect(
    await eventually(
      () => areaOf(text),
      (seen) => seen === area,
    ),
  ).toBe(area)

const [before, after, later] = [
  'الكهرباء مقطوعة ببومتيح قطعة ٢ من الصبح',
  'حفرة كبيرة في بومتيح قطعة ٣ شارع ٤',
  'المجاري طافحة ببومتيح قطعة ٦',
]

it('reads again what was said before, and what comes, also after a restart; taken back, it is heard no more', async () => {
  await say('1', before)
  await eventually(
    () => ask<{ waiting: number; cases: number }>('GET', '/stats/overview'),
    ({ cases }) => cases === 1,
  )
  expect(await areaOf(before)).toBeUndefined()
  const nickname = { kind: 'place', name: 'بومتيح', means: 'mishref' }
  const { addition } = await ask<{ addition: { id: string } }>('POST', '/additions', nickname)
  await becomes(before, 'mishref')
  await say('2', after)
  await becomes(after, 'mishref')
  await product.stop('SIGKILL')
  product = await startProduct(environment, product.folder)
  await say('3', later)
  await becomes(later, 'mishref')
  await ask('DELETE', `/additions/${addition.id}`)
  for (const text of [before, after, later]) await becomes(text, undefined)
})
