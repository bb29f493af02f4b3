// E1: a hundred people erased; their messages told again; a backup of before restored. Nothing of them is anywhere.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { eraseDesk } from '../../src/http/erasures.ts'
import type { CaseId } from '../../src/model.ts'
import { backup } from '../../src/ops/backup.ts'
import { erase } from '../../src/privacy/erase.ts'
import { openFor } from '../../src/privacy/open.ts'
import { verifyAudit } from '../../src/store/audit.ts'
import { matchesText, type Store, write } from '../../src/store/index.ts'
import { emptyLog } from '../../src/store/scrub.ts'
import { admin, type House, newHouse } from '../http/harness.ts'
import { deliver, hits, planted } from './planted.ts'

const count = 100
const people = Array.from({ length: count }, (_, n) => planted(n))
const neighbours = Array.from({ length: 10 }, (_, n) => planted(1000 + n))
const words = people.flatMap(({ number, name, word, wamid }) => [number, name, word, wamid])

const folder = mkdtempSync(join(tmpdir(), 'sada-e1-'))
const apart = mkdtempSync(join(tmpdir(), 'sada-e1-backup-'))
const env = { SADA_DATA_DIR: folder, SADA_SECRET_KEY: 'a secret of thirty-two characters' }
const config = (() => {
  const read = readConfig(env)
  if (!read.ok) throw new Error('environment')
  return read.config
})()
const file = join(folder, 'sada.db')
const copy = join(apart, 'backup.db')

let house: House
const openHouse = async () => {
  const opened = await newHouse(await openFor(config), env)
  house = { ...opened, server: { ...opened.server, mediaFolder: join(folder, 'media') } }
}
beforeAll(openHouse)
afterAll(async () => {
  await house.server.store.close()
  for (const one of [folder, apart]) rmSync(one, { recursive: true, force: true })
})

const posts = ({ read }: Store) => read.selectFrom('posts').selectAll().orderBy('seq').execute()
const counts = ({ read }: Store) =>
  read.selectFrom('cases').select(['id', 'posts', 'authors', 'by_channel']).orderBy('id').execute()
const found = async (store: Store, word: string) =>
  (
    await store.read
      .selectFrom('posts')
      .select('id')
      .where((eb) => matchesText('sqlite', eb.ref('seq'), word))
      .execute()
  ).length
const tell = async () => {
  for (const { body } of [...people, ...neighbours]) expect((await deliver(house, body)).status).toBe(200)
  await house.server.pipeline.drain()
}

/** What a day of work leaves behind besides: files, remarks, a look behind the mask, an answer on its way. */
const work = async () => {
  const { store } = house.server
  for (const [n, post] of (await posts(store)).slice(0, 20).entries()) {
    const { word, number, name } = people[n]!
    const digest = String(n).padStart(2, '0').repeat(32)
    mkdirSync(join(folder, 'media', digest.slice(0, 2)), { recursive: true })
    writeFileSync(join(folder, 'media', digest.slice(0, 2), digest), `a picture of ${word}`)
    const media = {
      id: `m${n}`,
      post_id: post.id,
      position: 0,
      kind: 'image',
      filename: `${word}.jpg`,
      digest,
      state: 'kept',
    }
    await write(store, (tx) =>
      tx
        .insertInto('media')
        .values(media as never)
        .execute(),
    )
    await house.ask('POST', `/api/v1/cases/${post.case_id}/note`, { as: admin, body: { text: `${name} ${number}` } })
  }
  const [post] = await posts(store)
  const id = post!.case_id as CaseId
  await house.ask('POST', `/api/v1/authors/${post!.author_id}/reveal`, {
    as: admin,
    body: { reason: `يسأل عن ${people[0]!.number}` },
    headers: { 'idempotency-key': 'look' },
  })
  const plan = await house.ask('POST', `/api/v1/cases/${id}/replies/plan`, { as: admin, body: { text: 'تم الإصلاح' } })
  expect(plan.status).toBe(200)
  await house.ask('POST', `/api/v1/cases/${id}/replies`, { as: admin, body: { planId: plan.body.planId } })
}

describe('a hundred people', () => {
  it('are in the files before: what they said readable, who they are only sealed', async () => {
    await tell()
    await work()
    await emptyLog(house.server.store)
    await backup(file, copy)
    const before = hits(folder, words)
    expect(before.filter((hit) => hit.includes(people[7]!.word)).length).toBeGreaterThan(0)
    expect(before.some((hit) => hit.startsWith('/media'))).toBe(true)
    expect(hits(apart, [people[7]!.word])).toHaveLength(1)
    expect(before.filter((hit) => hit.includes(people[40]!.name))).toEqual([])
    expect(await found(house.server.store, people[7]!.word)).toBe(1)
  })

  it('are nowhere after: not a byte in database, log of changes, index, files, ledger', async () => {
    const { store } = house.server
    const before = await counts(store)
    const desk = eraseDesk(house.server)
    for (const { number } of people)
      await erase(desk, {
        subject: { kind: 'author', channels: ['whatsapp'], id: number },
        origin: 'command',
        actor: { kind: 'command' },
      })
    expect(hits(folder, words)).toEqual([])
    expect(await counts(store)).toEqual(before)
    for (const { word } of people.slice(0, 5)) expect(await found(store, word)).toBe(0)
    expect(await found(store, neighbours[0]!.word)).toBe(1)
    expect(hits(folder, [neighbours[0]!.word]).length).toBeGreaterThan(0)
    expect(await verifyAudit(store.read)).toMatchObject({ ok: true })
  })

  it('do not come back with their messages', async () => {
    const before = (await posts(house.server.store)).length
    await tell()
    await emptyLog(house.server.store)
    expect((await posts(house.server.store)).length).toBe(before)
    expect(hits(folder, words)).toEqual([])
  })

  it('do not come back with a backup of before, nor with their messages after it', async () => {
    await house.server.store.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    cpSync(copy, file)
    expect(hits(folder, [people[7]!.word])).toHaveLength(1)
    await openHouse()
    expect(hits(folder, words)).toEqual([])
    await tell()
    await emptyLog(house.server.store)
    expect(hits(folder, words)).toEqual([])
    const standing = (await posts(house.server.store)).filter(({ text }) => text !== '')
    expect(standing).toHaveLength(neighbours.length)
  })

  it('would come back with that backup if its ledger were lost: the file is worth a copy of its own', async () => {
    await house.server.store.close()
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
    cpSync(copy, file)
    rmSync(config.erasureLedger)
    await openHouse()
    expect(hits(folder, words).length).toBeGreaterThan(0)
    expect(existsSync(config.erasureLedger)).toBe(false)
  })
})
