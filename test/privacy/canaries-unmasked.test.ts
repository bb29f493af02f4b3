// The control of E2: the same words through a house whose mask is taken off are found in every place the test looks at.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'

vi.mock('../../dedupe/index.ts', async (original) => ({
  ...(await original<typeof import('../../dedupe/index.ts')>()),
  maskPersonalData: (text: string) => text,
}))

import { admin, type House, newHouse } from '../http/harness.ts'
import { found, secretWords, told, words } from './canary-words.ts'

let house: House
let caseId = ''
beforeAll(async () => {
  house = await newHouse(undefined, { SADA_DATA_DIR: mkdtempSync(join(tmpdir(), 'sada-e2-open-')) })
  const post = {
    id: 'p',
    channel: 'generic',
    author: secretWords.number,
    text: words,
    created_at: '2026-11-20T09:00:00Z',
  }
  await house.ask('POST', '/api/v1/posts', { as: admin, body: [post] })
  await house.server.pipeline.drain()
  const { items } = (await house.ask('GET', '/api/v1/posts', { as: admin })).body
  caseId = items[0].caseId
  await house.ask('POST', `/api/v1/cases/${caseId}/note`, { as: admin, body: { text: words } })
})
afterAll(() => house.server.store.close())

it.each([
  ['the thread of a case', () => house.ask('GET', `/api/v1/cases/${caseId}/posts`, { as: admin })],
  ['its history', () => house.ask('GET', `/api/v1/cases/${caseId}/events`, { as: admin })],
  ['a search', () => house.ask('GET', '/api/v1/posts?q=حفرة', { as: admin })],
  ['a list of cases', () => house.ask('GET', '/api/v1/cases', { as: admin })],
])('without the mask, %s shows a planted number', async (_, look) => {
  expect(found((await look()).text)).not.toEqual([])
})

it('without the mask, the log of the audit keeps one', async () => {
  const reason = `اتصل من ${told[0]}`
  const { items } = (await house.ask('GET', '/api/v1/posts', { as: admin })).body
  await house.ask('POST', `/api/v1/authors/${items[0].author.id}/reveal`, { as: admin, body: { reason } })
  const kept = await house.server.store.read.selectFrom('audit').selectAll().execute()
  expect(found(JSON.stringify(kept))).toContain(told[0])
})
