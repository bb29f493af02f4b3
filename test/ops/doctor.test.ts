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
  checkNode,
  checkStore,
  checkZone,
} from '../../src/ops/doctor.ts'
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

onBothEngines('the doctor of a store', (open) => {
  it('says that nobody can sign in yet, and that a clock runs behind', async () => {
    const store = await open()
    expect(levels(await checkStore(store, Date.now()))).toEqual({ store: 'ok', accounts: 'advice' })
  })
})
