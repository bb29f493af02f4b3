// What those who keep it running are told.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { nameOf } from '../../src/ops/backups.ts'
import { affected, checkTrust, installedVersions, isOlder } from '../../src/ops/doctor-trust.ts'
import { journalOf } from '../../src/ops/restore.ts'
import { admin, newHouse } from '../http/harness.ts'
import { onBothEngines } from '../store/engines.ts'

const post = (id: string, text: string) => ({
  id,
  channel: 'whatsapp',
  kind: 'dm',
  author: `+9655000${id}`,
  text,
  created_at: new Date().toISOString(),
})

onBothEngines('The figures', (open) => {
  it('tell of lag, queues, windows, decisions, connectors and the log, and name nobody', async () => {
    const house = await newHouse(await open())
    const figure = async (name: string) => {
      const { text } = await house.ask('GET', '/metrics', { as: admin })
      expect(text).not.toMatch(/9655000/)
      return Number(new RegExp(`^sada_${name} (.*)$`, 'm').exec(text)?.[1] ?? Number.NaN)
    }
    expect(await figure('inbox_waiting')).toBe(0)
    const body = [post('1001', 'انقطاع الماء في سلوى قطعة 3 شارع 4'), post('1002', 'حفرة كبيرة في حولي قطعة 5 شارع 9')]
    expect((await house.ask('POST', '/api/v1/posts', { as: admin, body })).status).toBe(200)
    await house.server.pipeline.drain()
    expect(await figure('decisions_total{zone="different"}')).toBe(2)
    house.later(3_600_000)
    const closes = await figure('reply_window_closes_seconds{channel="whatsapp"}')
    expect(closes).toBeGreaterThan(22 * 3600)
    expect(closes).toBeLessThan(23.1 * 3600)
    for (const name of ['wal_bytes', 'open_files', 'resident_memory_bytes', 'inbox_lag_seconds', 'quarantined'])
      expect(await figure(name), name).toBeGreaterThanOrEqual(0)
  })
})

describe('The doctor', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-doctor-trust-'))
  const read = readConfig({ SADA_DATA_DIR: folder })
  if (!read.ok) throw new Error('not a configuration')
  const now = Date.UTC(2026, 10, 28)
  const levels = () => Object.fromEntries(checkTrust(read.config, now).map(({ name, level }) => [name, level]))

  it('asks for backups, for trying them, and for an end of what reads without end', () => {
    expect(levels()).toEqual({ backup: 'advice', restore: 'advice', 'log of changes': 'ok', packages: 'ok' })
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', nameOf(now - 3_600_000, false)), '')
    writeFileSync(journalOf(folder), `${JSON.stringify({ at: new Date(now - 86_400_000).toISOString() })}\n`)
    writeFileSync(join(folder, 'sada.db-wal'), Buffer.alloc(65 * 1024 ** 2))
    const found = checkTrust(read.config, now)
    expect(levels()).toMatchObject({ restore: 'ok', 'log of changes': 'advice' })
    expect(found.find(({ name }) => name === 'backup')?.says.en).toMatch(/1 h old/)
    for (const { level, fix } of found)
      if (level !== 'ok')
        expect([fix?.en, fix?.ar]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/[؀-ۿ]/)])
  })

  it('knows which packages are too old, and that ours are not', () => {
    expect(Object.keys(installedVersions()).length).toBeGreaterThanOrEqual(4)
    expect(affected(installedVersions())).toEqual([])
    // The control: an old one is named.
    expect(affected({ hono: '4.12.15', kysely: '0.28.14' }).map(({ name }) => name)).toEqual(['hono', 'kysely'])
    expect([isOlder('4.13.4', '4.13.5'), isOlder('4.13.19', '4.13.5'), isOlder('1.0.0-beta.1', '1.0.0')]).toEqual([
      true,
      false,
      false,
    ])
  })
})
