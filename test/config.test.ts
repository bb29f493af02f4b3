import { describe, expect, it } from 'vitest'
import { readConfig, sayFaults } from '../src/config.ts'

const faultsOf = (env: Readonly<Record<string, string>>) => {
  const read = readConfig(env)
  return read.ok ? [] : read.faults
}

describe('the environment', () => {
  it('may be empty: a store below ./data, on loopback', () => {
    const read = readConfig({})
    expect(read).toMatchObject({ ok: true, config: { host: '127.0.0.1', port: 8787, adminToken: null, channels: {} } })
    expect(read.ok && read.config.databaseUrl).toMatch(/^sqlite:.*\/data\/sada\.db$/)
  })

  it('treats an empty variable as an unset one', () => {
    expect(readConfig({ PORT: '', SADA_ADMIN_TOKEN: ' ', WHATSAPP_APP_SECRET: '' })).toEqual(readConfig({}))
  })

  it('tells every fault at once, each with its fix in both languages', () => {
    const faults = faultsOf({
      PORT: 'eighty',
      SADA_DATABASE_URL: 'mysql://x',
      SADA_ADMIN_TOKEN: 'short',
      GRAPH_API_URL: 'ftp://x',
      GRAPH_API_VERSION: '23',
    })
    const names = 'GRAPH_API_URL GRAPH_API_VERSION PORT SADA_ADMIN_TOKEN SADA_DATABASE_URL'.split(' ')
    expect(faults.map(({ name }) => name).sort()).toEqual(names)
    for (const { ar, en } of faults) {
      expect(ar).toMatch(/[؀-ۿ]/)
      expect(en).toMatch(/;/)
    }
    expect(sayFaults(faults)).not.toContain('short,')
  })

  it.each(['0', '65535'])('takes port %s', (PORT) => {
    expect(readConfig({ PORT })).toMatchObject({ ok: true, config: { port: Number(PORT) } })
  })
  it.each(['65536', '-1', '80.5', 'x'])('refuses port %s', (PORT) => {
    expect(faultsOf({ PORT })).toMatchObject([{ name: 'PORT' }])
  })

  it('names the half of a pair that is missing', () => {
    expect(faultsOf({ X_ACCESS_TOKEN: 'a' })).toMatchObject([{ name: 'X_ACCESS_SECRET' }])
    expect(faultsOf({ WHATSAPP_ACCESS_TOKEN: 'a' })).toMatchObject([{ name: 'WHATSAPP_PHONE_NUMBER_ID' }])
  })

  it('hands the channels their own variables and nothing else', () => {
    const read = readConfig({ WHATSAPP_APP_SECRET: 's', X_API_URL: 'http://127.0.0.1:1/', HOME: '/root', PORT: '1' })
    expect(read.ok && read.config.channels).toEqual({ WHATSAPP_APP_SECRET: 's', X_API_URL: 'http://127.0.0.1:1' })
  })
})
