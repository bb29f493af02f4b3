import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { run as runBackup } from '../../src/cli/backup.ts'
import { run as runRestore } from '../../src/cli/restore.ts'
import { backup } from '../../src/ops/backup.ts'
import { announce, runningOn, withdraw } from '../../src/ops/running.ts'
import { checkCopy } from '../../src/store/copy.ts'
import { openStore, write } from '../../src/store/index.ts'
import { addUser, users } from '../../src/store/users.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-backup-'))
const add = (name: string) => ({ name, passwordHash: 'x', role: 'viewer', now: 1 }) as const

describe('a backup', () => {
  it('is whole, for nobody else to read, and taken while the store is written', async () => {
    const store = await openStore(`sqlite:${join(folder, 'a.db')}`)
    store.own()
    for (let i = 0; i < 50; i++) await write(store, (tx) => addUser(tx, add(`before ${i}`)))
    const writing = (async () => {
      for (let i = 0; i < 50; i++) await write(store, (tx) => addUser(tx, add(`during ${i}`)))
    })()
    const target = join(folder, 'copy.db')
    await backup(join(folder, 'a.db'), target)
    await writing
    await store.close()
    expect(statSync(target).mode & 0o777).toBe(0o600)
    expect(existsSync(`${target}-wal`)).toBe(false)
    const copy = await openStore(`sqlite:${target}`)
    expect((await users(copy.read)).length).toBeGreaterThanOrEqual(50)
    await copy.close()
  })

  it('overwrites nothing and copies nothing that is not there', async () => {
    const taken = join(folder, 'taken')
    writeFileSync(taken, 'mine')
    await expect(backup(join(folder, 'a.db'), taken)).rejects.toThrow(/exists already/)
    expect(readFileSync(taken, 'utf8')).toBe('mine')
    await expect(backup(join(folder, 'none.db'), join(folder, 'x'))).rejects.toThrow(/no store/)
  })

  it('is refused when it is damaged', () => {
    const file = join(folder, 'damaged.db')
    const bytes = readFileSync(join(folder, 'copy.db'))
    bytes.fill(0x41, 4096 * 3, 4096 * 12)
    writeFileSync(file, bytes)
    expect(() => checkCopy(file)).toThrow()
  })
})

describe('where the store is PostgreSQL', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each([
    ['a backup', runBackup, 'pg_dump'],
    ['a restore', runRestore, 'pg_restore'],
  ])('%s is refused before anything is asked of it, and the tool for it is named', async (_what, run, tool) => {
    vi.stubEnv('SADA_DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
    vi.stubEnv('SADA_DATA_DIR', folder)
    await expect(run([join(folder, 'dump')])).rejects.toMatchObject({
      name: 'InvalidInputError',
      fix: expect.stringContaining(tool),
    })
    expect(existsSync(join(folder, 'dump'))).toBe(false)
  })
})

describe('a running server', () => {
  it('is found by its store while it lives', () => {
    const store = join(folder, 'served.db')
    expect(runningOn(store)).toBeNull()
    announce(store, { url: 'http://127.0.0.1:1', token: 't', pid: process.pid })
    expect(runningOn(store)).toMatchObject({ token: 't' })
    expect(statSync(`${store}.serve.json`).mode & 0o777).toBe(0o600)
    announce(store, { url: 'http://127.0.0.1:1', token: 't', pid: 2 ** 22 + 1 })
    expect(runningOn(store)).toBeNull()
    withdraw(store)
    expect(existsSync(`${store}.serve.json`)).toBe(false)
  })
})
