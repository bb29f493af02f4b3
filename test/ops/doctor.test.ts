import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Config, readConfig } from '../../src/config.ts'
import {
  checkChannels,
  checkDashboard,
  checkDisk,
  checkExposure,
  checkFiles,
  checkNode,
  checkStore,
  checkZone,
} from '../../src/ops/doctor.ts'
import { checkServer } from '../../src/ops/doctor-server.ts'
import { allowedIn, mostConnections } from '../../src/ops/files-allowed.ts'
import { report, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-doctor-'))
const config = (env: Readonly<Record<string, string>> = {}): Config => {
  const read = readConfig({ SADA_DATA_DIR: folder, ...env })
  if (!read.ok) throw new Error('not a configuration')
  return read.config
}
const levels = (findings: readonly { name: string; level: string }[]) =>
  Object.fromEntries(findings.map(({ name, level }) => [name, level]))

describe('the doctor', () => {
  it('is content with what is in order', () => {
    expect([checkNode('24.1.0'), checkZone(), checkDisk(config())].map(({ level }) => level)).not.toContain('fault')
    expect(levels(checkExposure(config()))).toEqual({ address: 'ok' })
  })

  it('names an old Node, a folder it may not write, a dashboard that is not built', () => {
    expect(checkNode('20.20.2').level).toBe('fault')
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    chmodSync(file, 0o400)
    expect(checkDisk(config({ SADA_DATA_DIR: join(file, 'below') })).level).toBe('fault')
    expect(checkDashboard(join(folder, 'nothing')).level).toBe('advice')
  })

  it('advises TLS where others can reach the port, and a longer admin token', () => {
    const open = { HOST: '0.0.0.0', SADA_ADMIN_TOKEN: 'short-token' }
    expect(levels(checkExposure(config(open)))).toEqual({ address: 'advice', SADA_ADMIN_TOKEN: 'advice' })
    const behind = { ...open, SADA_PUBLIC_URL: 'https://sada.gov.kw', SADA_ADMIN_TOKEN: 'x'.repeat(24) }
    expect(levels(checkExposure(config(behind)))).toEqual({ address: 'ok' })
  })

  it('names exactly the variables a channel still needs', () => {
    const partly = checkChannels(config({ WHATSAPP_APP_SECRET: 's', WHATSAPP_VERIFY_TOKEN: 'v' }))
    expect(partly[0]!.fix!.en).toBe('Set WHATSAPP_ACCESS_TOKEN, WHATSAPP_PHONE_NUMBER_ID too.')
    expect(levels(partly)).toEqual({ WhatsApp: 'advice', Instagram: 'advice', X: 'advice' })
    for (const { fix } of partly) expect(fix!.ar).toMatch(/[؀-ۿ]/)
  })
})

describe('the doctor of a running server', () => {
  it.each([
    [null, 'fault'],
    [{ status: 'store-unreachable' }, 'fault'],
    [{ status: 'ready', deciding: 'deciding', writes: 'refused' }, 'fault'],
    [{ status: 'ready', deciding: 'starting', writes: 'taken' }, 'advice'],
    [{ status: 'closing' }, 'advice'],
    [{ status: 'ready', deciding: 'deciding', writes: 'taken' }, 'ok'],
  ])('that says %j: %s', (said, level) => {
    const found = checkServer('http://127.0.0.1:8787', said)
    expect(found.level).toBe(level)
    if (level !== 'ok')
      expect([found.fix!.en, found.fix!.ar]).toEqual([expect.any(String), expect.stringMatching(/[؀-ۿ]/)])
  })

  it('and connections leave the store the descriptors it needs', () => {
    const told = (hard: string) =>
      allowedIn(`Max open files            1024                 ${hard}                files`)
    expect([told('1024'), told('unlimited'), allowedIn('')]).toEqual([
      1024,
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ])
    expect([300, 1024, 16384].map(mostConnections)).toEqual([44, 768, 4000])
    expect([checkFiles(1024).level, checkFiles(16384).level]).toEqual(['advice', 'ok'])
  })
})

onBothEngines('the doctor of a store', (open) => {
  it('says that nobody can sign in yet, and that a clock runs behind', async () => {
    const store = await open()
    expect(levels(await checkStore(store, Date.now()))).toEqual({ store: 'ok', accounts: 'advice' })
    const town = townOn(store)
    await town.hear(report(7001))
    expect(levels(await checkStore(store, town.clock))).toEqual({ store: 'ok', accounts: 'advice' })
    expect(levels(await checkStore(store, town.clock - 3_600_000))).toMatchObject({ clock: 'fault' })
  })
})
