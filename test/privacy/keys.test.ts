import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foundSecrets, keyFile, madeSecret } from '../../src/keys/find.ts'
import { createKeys, isSealed, WrongKeyError } from '../../src/keys/seal.ts'
import { openStore } from '../../src/store/index.ts'

const [old, fresh] = ['an old secret of 24 letters', 'a new secret of 24 letters']

describe('what is sealed', () => {
  const { keys } = createKeys([fresh], null)

  it('opens to what it was, whatever the text, and never looks the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sealed = keys.seal('author', text)
        expect(isSealed(sealed)).toBe(true)
        expect(keys.open('author', sealed)).toBe(text)
        expect(keys.seal('author', text)).not.toBe(sealed)
      }),
    )
  })

  it('begins with bytes that no other seal began with, however many there are', () => {
    const beginnings = Array.from({ length: 2_000 }, () =>
      Buffer.from(keys.seal('author', '').split('.').at(-1)!, 'base64url').subarray(0, 12).toString('hex'),
    )
    expect(new Set(beginnings).size).toBe(2_000)
  })

  it('shows nothing of the text', () => {
    expect(keys.seal('author', '96550001234')).not.toContain('96550001234')
    expect(keys.hash('alias', '96550001234')).not.toContain('96550001234')
  })

  it('is refused when a byte was changed, or when it is passed off as something else', () => {
    const sealed = keys.seal('author', '96550001234')
    const at = sealed.length - 3
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    expect(() => keys.open('author', changed)).toThrow()
    expect(() => keys.open('plan', sealed)).toThrow()
  })

  it('stays readable while a former secret is there, and only then', () => {
    const before = createKeys([old], null)
    const sealed = before.keys.seal('author', 'نورة')
    const both = createKeys([fresh, old], before.hashKey)
    expect(both.keys.open('author', sealed)).toBe('نورة')
    expect(both.keys.isCurrent(sealed)).toBe(false)
    expect(both.keys.isCurrent(both.keys.seal('author', 'نورة'))).toBe(true)
    expect(() => createKeys([fresh], both.hashKey).keys.open('author', sealed)).toThrow(WrongKeyError)
  })

  it('is found by the same hash after the secret has changed', () => {
    const before = createKeys([old], null)
    const after = createKeys([fresh, old], before.hashKey)
    expect(after.keys.hash('alias', 'x:1')).toBe(before.keys.hash('alias', 'x:1'))
    expect(after.keys.hash('message', 'x:1')).not.toBe(after.keys.hash('alias', 'x:1'))
    expect(createKeys([fresh], null).keys.hash('alias', 'x:1')).not.toBe(before.keys.hash('alias', 'x:1'))
  })
})

describe('the secret of a store', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'sada-keys-'))

  it('is made once where none is given, for nobody else to read', () => {
    const home = folder()
    const made = madeSecret(home)
    expect(madeSecret(home)).toEqual(made)
    expect(foundSecrets({ given: ['mine'], folders: [home] })).toEqual(['mine', ...made])
    expect(statSync(keyFile(home)).mode & 0o777).toBe(0o600)
  })

  it('must be the one it was sealed with: another is refused with the fix', async () => {
    const home = folder()
    const url = `sqlite:${join(home, 'sada.db')}`
    await (await openStore(url, { secrets: [old] })).close()
    await expect(openStore(url, { secrets: [fresh] })).rejects.toThrow(/SADA_SECRET_KEY_OLD/)
    await (await openStore(url, { secrets: [fresh, old] })).close()
  })

  it('lies beside the store of whoever gave none, and is not in the store', async () => {
    const home = folder()
    await (await openStore(`sqlite:${join(home, 'sada.db')}`)).close()
    const secret = readFileSync(keyFile(home), 'utf8').trim()
    expect(secret.length).toBeGreaterThan(40)
    expect(readFileSync(join(home, 'sada.db')).includes(secret)).toBe(false)
  })
})

describe('two threads on one temporary store', () => {
  it('open what the other has sealed, whatever the environment gives', async () => {
    for (const options of [{}, { secrets: [old] }]) {
      const first = await openStore('sqlite::memory:', options)
      const second = await openStore(`sqlite:${first.path}`, options)
      expect(first.read.keys.open('author', second.read.keys.seal('author', 'نورة'))).toBe('نورة')
      expect(second.read.keys.open('author', first.read.keys.seal('author', 'نورة'))).toBe('نورة')
      await second.close()
      await first.close()
    }
  })
})
