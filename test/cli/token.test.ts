import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/token.ts'
import { readConfig } from '../../src/config.ts'
import { hashSecret } from '../../src/http/passwords.ts'
import { checkAccess, checkProvider } from '../../src/ops/doctor-access.ts'
import { openStore } from '../../src/store/index.ts'
import { tokenByHash } from '../../src/store/tokens.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-token-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the command prints on an installation of its own. */
const sada = async (...args: readonly string[]): Promise<string> => {
  vi.stubEnv('SADA_DATA_DIR', folder)
  const out: string[] = []
  const hear = (stream: NodeJS.WriteStream, into: string[]) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      into.push(String(text))
      return true
    })
  const spies = [hear(process.stdout, out), hear(process.stderr, [])]
  try {
    expect(await run(args)).toBe(0)
    return out.join('')
  } finally {
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}
const found = async (secret: string) => {
  const store = await openStore(`sqlite:${join(folder, 'sada.db')}`, { dataDir: folder })
  try {
    return await tokenByHash(store.read, hashSecret(secret), Date.now())
  } finally {
    await store.close()
  }
}

describe('sada token', () => {
  it('makes one with fewer rights and some agencies, lists it without its secret, and revokes it', async () => {
    const bound = ['--rights', 'read,case.note', '--agencies', 'mew']
    const secret = (await sada('create', '--role', 'agent', '--name', 'desk', '--days', '7', ...bound)).trim()
    const token = await found(secret)
    expect(token).toMatchObject({ name: 'desk', role: 'agent', rights: ['read', 'case.note'], agencies: ['mew'] })
    const listed = await sada('list')
    expect(listed).toContain(`${token!.id}\tdesk\tagent\tread,case.note\tmew\tvalid`)
    expect(listed).not.toContain(secret)
    await sada('revoke', token!.id)
    expect(await found(secret)).toBe(null)
    expect(await sada('list')).toContain('revoked')
    await expect(sada('revoke', token!.id)).rejects.toThrow(/sada token list/)
  })

  it.each([
    [['create', '--role', 'agent', '--rights', 'token.manage'], /Rights of agent: self, read/],
    [['create', '--role', 'agent', '--agencies', 'nowhere'], /--agencies: `nowhere` is not one/],
    [['create', '--role', 'agent', '--days', '0'], /Use 1 to 3650/],
    [['revoke'], /Usage: sada token/],
    [['make'], /Usage: sada token/],
  ])('%j is refused with its fix', async (args, words) => {
    await expect(sada(...args)).rejects.toThrow(words)
  })
})

describe('the doctor at the doors', () => {
  const config = (env: Record<string, string>) => {
    const read = readConfig(env)
    if (!read.ok) throw new Error(JSON.stringify(read.faults))
    return read.config
  }
  const levels = (env: Record<string, string>) => checkAccess(config(env)).map(({ name, level }) => `${name} ${level}`)

  it('advises a second factor, and to name the proxy where there is one', () => {
    expect(levels({})).toEqual(['second factor advice'])
    expect(levels({ SADA_PUBLIC_URL: 'https://sada.gov.kw', SADA_REQUIRE_SECOND_FACTOR: 'admin' })).toEqual([
      'SADA_TRUSTED_PROXIES advice',
      'second factor ok',
    ])
    expect(levels({ SADA_TRUSTED_PROXIES: '127.0.0.1' })).toContain('proxies ok')
  })

  it('finds an identity provider that does not answer', async () => {
    const env = { SADA_OIDC_ISSUER: 'http://127.0.0.1:9', SADA_OIDC_CLIENT_ID: 'a', SADA_OIDC_CLIENT_SECRET: 'b' }
    expect(await checkProvider(config(env))).toMatchObject([{ level: 'fault', name: 'identity provider' }])
    expect(await checkProvider(config({}))).toEqual([])
  })
})
