// How SQLite goes about questions that grow with the store: without statistics it guesses, and a wrong guess walks everything
// for each row.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../src/store/index.ts'
import { type CaseFilter, listCases } from '../../src/store/views/cases.ts'
import { soonestWindow } from '../../src/store/views/operations.ts'

const file = join(mkdtempSync(join(tmpdir(), 'sada-plans-')), 'sada.db')
let store: Store
let beside: Database.Database
beforeAll(async () => {
  store = await openStore(`sqlite:${file}`)
  beside = new Database(file, { readonly: true })
})
afterAll(async () => {
  beside?.close()
  await store?.close()
})

const planOf = (question: string): readonly string[] => {
  const holes = [...question.matchAll(/\?/g)].map(() => 'x')
  const steps = beside.prepare(`explain query plan ${question}`).all(...holes)
  return steps.map((step) => (step as { detail: string }).detail)
}
const walks = (plan: readonly string[]) =>
  plan.filter((step) => /^SCAN (?:posts|members)$|^SCAN (?:posts|members) /.test(step) || /\(channel=\?\)/.test(step))

/** What `ask` asks of the engine. */
const asked = async (ask: () => Promise<unknown>): Promise<readonly string[]> => {
  const prepare = vi.spyOn(Database.prototype, 'prepare')
  try {
    await ask()
    return prepare.mock.calls.map(([question]) => question)
  } finally {
    prepare.mockRestore()
  }
}

const filter: CaseFilter = { scope: null }
const questions = [
  ['cases heard on a channel', () => listCases(store, { ...filter, channel: 'whatsapp' }, 'urgency', null, 50)],
  ['cases with a word', () => listCases(store, { ...filter, words: 'كهربا', typed: 'كهربا' }, 'urgency', null, 50)],
  ['the soonest window', () => soonestWindow(store, { channel: 'whatsapp', hours: 24 }, 1_790_000_000_000)],
] as const

describe('a question that grows with the store', () => {
  it.each(questions)('%s: no walk through all posts, all members or a whole channel', async (_, ask) => {
    const found = await asked(ask)
    expect(found.length).toBeGreaterThan(0)
    expect(found.flatMap((question) => walks(planOf(question)))).toEqual([])
  })

  it('is seen to walk where it does', () => {
    expect(walks(planOf("select 1 from members where post_id || '' = 'p'"))).toHaveLength(1)
    expect(walks(planOf("select 1 from posts where channel = 'x' and text = ''"))).toHaveLength(1)
  })
})
