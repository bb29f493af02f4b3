// A backup is worth what comes back from it.
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextRound } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../../src/config.ts'
import { backup, manifestOf } from '../../src/ops/backup.ts'
import { backupNow, newestBackup, superfluous, takenAt } from '../../src/ops/backups.ts'
import { drill, journalOf, restore } from '../../src/ops/restore.ts'
import { openStore, type Store, write } from '../../src/store/index.ts'
import { migrateDown } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import { addUser, users } from '../../src/store/users.ts'
import { inside } from '../../src/store/write.ts'

const root = mkdtempSync(join(tmpdir(), 'sada-restore-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let houses = 0
const house = (env: Readonly<Record<string, string>> = {}) => {
  const folder = join(root, `house-${houses++}`)
  const read = readConfig({ SADA_DATA_DIR: folder, SADA_SECRET_KEY: 'a-secret-of-these-tests', ...env })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const path = join(folder, 'sada.db')
  const open = (config: Config = read.config) =>
    openStore(`sqlite:${path}`, { secrets: [config.secretKey!], dataDir: folder })
  return { folder, path, config: read.config, open, at: (name: string) => join(folder, name) }
}
const add = (store: Store, name: string) =>
  write(store, (tx) => addUser(tx, { name, passwordHash: 'x', role: 'viewer', now: 1 }))

/** Every row of every table, in one sum a table; not the two in which each opening of a store writes its own marks. */
const sums = (file: string): Readonly<Record<string, string>> => {
  const database = new SQLite(file, { readonly: true })
  const tables = database
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not in ('meta', 'migrations')`,
    )
    .all()
  const of = (table: string) => {
    const rows = database
      .prepare(`select * from "${table}"`)
      .raw()
      .all()
      .map((row) => JSON.stringify(row))
      .sort()
    return createHash('sha256').update(rows.join('\n')).digest('hex')
  }
  const all = Object.fromEntries((tables as { name: string }[]).map(({ name }) => [name, of(name)]))
  database.close()
  return all
}

describe('A backup that comes back', () => {
  it('has equal sums in every table, says so, and sets the store of before aside', async () => {
    const { path, config, open, at } = house()
    const store = await open()
    for (let i = 0; i < 20; i++) await add(store, `user ${i}`)
    await backup(path, at('copy.db'))
    const then = sums(path)
    await add(store, 'too late')
    await store.close()
    // The control: the sums tell one row more.
    expect(sums(path)).not.toEqual(then)
    const report = await restore(config, path, at('copy.db'))
    expect(report).toMatchObject({
      drill: false,
      sameSum: true,
      sameRows: true,
      migrated: [],
      erasedAgain: 0,
      filesMissing: 0,
    })
    expect(sums(path)).toEqual(then)
    const former = await openStore(`sqlite:${report.setAside}`, { secrets: [config.secretKey!] })
    expect((await users(former.read)).map(({ name }) => name)).toContain('too late')
    await former.close()
  })

  it('taken while the store is written has all that came before some moment, and nothing after it', async () => {
    const { path, config, open } = house()
    const store = await open()
    store.own()
    for (let i = 0; i < 50; i++) await add(store, `${i}`)
    let [written, stop] = [50, false]
    const writing = (async () => {
      while (!stop) {
        await add(store, `${written++}`)
        // SQLite answers at once: without this nothing else would have its turn.
        await nextRound()
      }
    })()
    await backupNow(config, path, Date.now(), new AbortController().signal)
    const afterwards = written
    stop = true
    await writing
    await store.close()
    expect(afterwards).toBeGreaterThan(50)
    const [name] = readdirSync(join(config.dataDir, 'backups')).filter((file) => takenAt(file) !== null)
    const report = await restore(config, path, join(config.dataDir, 'backups', name!))
    const back = await open()
    const names = (await users(back.read)).map((user) => Number(user.name)).sort((a, b) => a - b)
    await back.close()
    expect(names.length).toBeGreaterThanOrEqual(50)
    expect(names).toEqual(names.map((_, i) => i))
    expect(report.sameSum).toBe(true)
  })

  it('can be tried without touching anything, and each try leaves its line', async () => {
    const { path, config, open, at } = house()
    const store = await open()
    await add(store, 'one')
    await backup(path, at('copy.db'))
    await add(store, 'two')
    const before = sums(path)
    // The server may run on: a drill asks it for nothing.
    store.own()
    const report = await drill(config, path, at('copy.db'))
    expect(report).toMatchObject({ drill: true, sameSum: true, setAside: null })
    expect(sums(path)).toEqual(before)
    await expect(restore(config, path, at('copy.db'))).rejects.toThrow(/in use/)
    await store.close()
    expect(readdirSync(config.dataDir).filter((name) => name.startsWith('.drill'))).toEqual([])
    expect(readFileSync(journalOf(config.dataDir), 'utf8').trim().split('\n')).toHaveLength(1)
  })

  it('is refused when a byte is not as it was, and the present store stays', async () => {
    const { path, config, open, at } = house()
    const store = await open()
    for (let i = 0; i < 20; i++) await add(store, `user ${i}`)
    await backup(path, at('copy.db'))
    await store.close()
    const before = sums(path)
    const bytes = readFileSync(at('copy.db'))
    for (const where of [100, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[where] = changed[where]! ^ 1
      writeFileSync(at('changed.db'), changed)
      copyFileSync(manifestOf(at('copy.db')), manifestOf(at('changed.db')))
      await expect(restore(config, path, at('changed.db'))).rejects.toThrow(/not what was written down/)
    }
    await expect(restore(config, path, at('none.db'))).rejects.toThrow(/there is no/)
    writeFileSync(at('words.db'), 'not a store')
    await expect(restore(config, path, at('words.db'))).rejects.toThrow()
    expect(sums(path)).toEqual(before)
    expect(readdirSync(config.dataDir).filter((name) => /incoming|before-restore/.test(name))).toEqual([])
  })

  it('that this secret does not open leaves the present store where it was', async () => {
    const [theirs, ours] = [house({ SADA_SECRET_KEY: 'the-secret-of-another-house' }), house()]
    for (const { open } of [theirs, ours]) {
      const store = await open()
      await add(store, 'somebody')
      await store.close()
    }
    await backup(theirs.path, theirs.at('copy.db'))
    const before = sums(ours.path)
    await expect(restore(ours.config, ours.path, theirs.at('copy.db'))).rejects.toThrow(/secret/)
    expect(sums(ours.path)).toEqual(before)
  })
})

describe('A sealed backup', () => {
  it('shows nothing, opens with its secret only, and not when a byte of it is changed or missing', async () => {
    const { path, config, open, at } = house({ SADA_BACKUP_KEY: 'a-key-for-the-tapes' })
    const store = await open()
    await add(store, 'a name that stands out')
    await store.close()
    await backup(path, at('open.db'))
    await backup(path, at('copy.sealed'), config.backupKey)
    // The control: unsealed, it can be read.
    expect(readFileSync(at('open.db')).includes('a name that stands out')).toBe(true)
    expect(readFileSync(at('copy.sealed')).includes('a name that stands out')).toBe(false)
    expect(statSync(at('copy.sealed')).mode & 0o777).toBe(0o600)
    expect(await drill(config, path, at('copy.sealed'))).toMatchObject({ sealed: true, sameSum: true })
    await expect(drill({ ...config, backupKey: 'some-other-key-here' }, path, at('copy.sealed'))).rejects.toThrow(
      /SADA_BACKUP_KEY.*not here/,
    )
    rmSync(manifestOf(at('copy.sealed')))
    const whole = readFileSync(at('copy.sealed'))
    for (const where of [9, 25, 5000, whole.length - 1]) {
      const changed = Buffer.from(whole)
      changed[where] = changed[where]! ^ 1
      writeFileSync(at('changed.sealed'), changed)
      await expect(drill(config, path, at('changed.sealed'))).rejects.toThrow()
    }
    copyFileSync(at('copy.sealed'), at('short.sealed'))
    truncateSync(at('short.sealed'), whole.length - 4096)
    await expect(drill(config, path, at('short.sealed'))).rejects.toThrow(/damaged or cut short/)
    expect(await drill(config, path, at('copy.sealed'))).toMatchObject({ sameSum: null })
  })
})

describe('Backups by the clock', () => {
  const name = (text: string) => `sada-${text.replaceAll(':', '-')}Z.db`
  it('keep the newest of each hour, day and week, and drop what nobody would miss', () => {
    const hourly = Array.from({ length: 24 * 40 }, (_, i) =>
      name(new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString().slice(0, 19)),
    )
    const gone = new Set(superfluous([...hourly, 'notes.txt', 'sada-before.db'], { hours: 6, days: 7, weeks: 4 }))
    const kept = hourly.filter((one) => !gone.has(one))
    // The newest hour is a day's and a week's newest too, and a week before falls among the days.
    expect(kept).toHaveLength(6 + 6 + 2)
    expect(kept.at(-1)).toBe(hourly.at(-1))
    expect([...gone]).not.toContain('notes.txt')
    expect(superfluous(hourly, { hours: 0, days: 0, weeks: 0 })).toHaveLength(hourly.length - 1)
    // Dropping twice is dropping once.
    expect(superfluous(kept, { hours: 6, days: 7, weeks: 4 })).toEqual([])
  })

  it('leave one in its folder, sealed where there is a key, and sweep up what was cut short', async () => {
    const { path, config, open, folder } = house({
      SADA_BACKUP_KEY: 'a-key-for-the-tapes',
      SADA_BACKUP_KEEP: 'hours=1,days=1,weeks=1',
    })
    await (await open()).close()
    const now = Date.UTC(2026, 10, 28, 9, 7)
    await backupNow(config, path, now - 3_600_000, new AbortController().signal)
    appendFileSync(join(folder, 'backups', 'sada-2026-11-28T00-00-00Z.db.part'), 'cut')
    await backupNow(config, path, now, new AbortController().signal)
    expect(readdirSync(join(folder, 'backups')).sort()).toEqual([
      'sada-2026-11-28T09-07-00Z.sealed',
      'sada-2026-11-28T09-07-00Z.sealed.json',
    ])
    expect(newestBackup(join(folder, 'backups'))).toBe(now)
    expect(newestBackup(join(folder, 'nowhere'))).toBeNull()
  })
})

describe('An upgrade', () => {
  it('keeps a checked copy of before, and there is a way back', async () => {
    const { path, open, config } = house()
    const store = await open()
    await add(store, 'somebody')
    await migrateDown(store[inside].writer, 'sqlite', migrations.length - 1)
    await store.close()
    const before = `${path}.before-${migrations.at(-1)!.name}`
    expect(existsSync(before)).toBe(false)
    await (await open()).close()
    expect(existsSync(before)).toBe(true)
    await (await open()).close()
    const report = await restore(config, path, before)
    expect(report).toMatchObject({ sameSum: null, migrated: [migrations.at(-1)!.name] })
  })

  it('of a new store leaves no copy', async () => {
    const { open, folder } = house()
    await (await open()).close()
    expect(readdirSync(folder).filter((name) => name.includes('before'))).toEqual([])
  })
})
