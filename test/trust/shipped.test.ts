// What is shipped beside the code says what the code does.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { configurationPage } from '../../src/config/reference.ts'
import { variableNames } from '../../src/config.ts'

const root = join(import.meta.dirname, '../..')
const text = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')

describe('The configuration page', () => {
  it('is the one the schema makes, with every variable in both languages', () => {
    expect(text('docs', 'configuration.md')).toBe(configurationPage())
    for (const name of variableNames)
      expect(configurationPage()).toMatch(new RegExp(`^\\| \`${name}\`.*[؀-ۿ].*\\|$`, 'm'))
  })
})

describe('The bill of materials', () => {
  it('lists what runs, from the lockfile', () => {
    const made = execFileSync('npm', ['run', '--silent', 'sbom'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    })
    const bill = JSON.parse(made) as { bomFormat: string; components: { name: string; version: string }[] }
    expect(bill.bomFormat).toBe('CycloneDX')
    for (const [name, version] of Object.entries(packageJson.dependencies))
      expect(
        bill.components.find((one) => one.name === name || `${(one as { group?: string }).group}/${one.name}` === name)
          ?.version,
        name,
      ).toBe(version)
  })
})

describe('The map of controls', () => {
  const page = text('docs', 'security-controls.md')
  const named = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path]) => path!)

  it('names tests that exist, for every domain and every risk', () => {
    expect(named.length).toBeGreaterThan(40)
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([])
    for (const domain of ['Govern', 'Identify', 'Protect', 'Detect', 'Respond', 'Recover'])
      expect(page).toContain(`| ${domain}`)
    for (let risk = 1; risk <= 10; risk++) expect(page).toContain(`| API${risk} `)
    // The control: a test that is not there is found.
    expect(existsSync(join(root, 'test/trust/none.test.ts'))).toBe(false)
  })
})

describe('The unit and the container', () => {
  it('run as nobody special, on a read-only root', () => {
    const unit = text('deploy', 'sada.service')
    for (const line of [
      'User=sada',
      'ProtectSystem=strict',
      'NoNewPrivileges=true',
      'CapabilityBoundingSet=',
      'UMask=0077',
    ])
      expect(unit.split('\n')).toContain(line)
    const container = text('deploy', 'Containerfile')
    expect(container).toMatch(/^USER 10001:10001$/m)
    expect(container).toMatch(/--read-only/)
  })
})
