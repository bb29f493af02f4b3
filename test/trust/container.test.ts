// The container file and the unit, as far as they can be tried without an engine: what they say, that what they name is there, and
// that the product lives as they let it: nobody special, no capability, nothing to write but its data.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { eventually } from '../journey/product.ts'

const root = join(import.meta.dirname, '../..')
const text = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
type Step = { readonly verb: string; readonly rest: string }
const steps: readonly Step[] = text('deploy', 'Containerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [, verb = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? []
    return { verb, rest }
  })
const all = (verb: string) => steps.filter((step) => step.verb === verb).map(({ rest }) => rest)

/** What is said of container files everywhere: each rule names the step that breaks it. */
const faultsOf = (given: readonly Step[]): readonly string[] => {
  const of = (verb: string) => given.filter((step) => step.verb === verb)
  const last = (verb: string) => of(verb).at(-1)?.rest ?? ''
  return [
    ...of('FROM').flatMap(({ rest }) => (/:\d+\.\d+\.\d+/.test(rest) ? [] : [`FROM ${rest}: no exact version`])),
    ...of('ADD').map(({ rest }) => `ADD ${rest}: COPY copies, ADD also unpacks and fetches`),
    ...of('RUN').flatMap(({ rest }) => (/\bsudo\b|curl|wget|chmod -R? ?777/.test(rest) ? [`RUN ${rest}`] : [])),
    ...[...of('ENV'), ...of('ARG')].flatMap(({ rest }) => (/SECRET|TOKEN|KEY|PASSWORD/i.test(rest) ? [rest] : [])),
    ...(/^[1-9]\d*:[1-9]\d*$/.test(last('USER')) ? [] : [`USER ${last('USER')}: root, or not a number`]),
    ...(last('CMD').startsWith('[') ? [] : ['CMD: through a shell that takes the signals']),
    ...(of('HEALTHCHECK').length === 1 ? [] : ['HEALTHCHECK: none']),
    ...(given.findIndex(({ verb }) => verb === 'USER') < given.findIndex(({ verb }) => verb === 'CMD')
      ? []
      : ['USER: too late']),
  ]
}

describe('The container file', () => {
  it('keeps the rules, and the rules see what breaks them', () => {
    expect(faultsOf(steps)).toEqual([])
    const broken = [
      { verb: 'FROM', rest: 'node:latest' },
      { verb: 'ADD', rest: 'https://example.com/x /x' },
      { verb: 'ENV', rest: 'SADA_SECRET_KEY=x' },
      { verb: 'USER', rest: 'root' },
      { verb: 'CMD', rest: 'node src/main.ts' },
    ]
    expect(faultsOf(broken)).toHaveLength(6)
  })

  it('is built on the Node that is tested, from files that are there, and starts what there is to start', () => {
    for (const from of all('FROM')) expect(from).toContain(`node:${packageJson.devDependencies.node}-`)
    for (const copied of all('COPY').filter((rest) => !rest.startsWith('--from')))
      for (const name of copied.split(/\s+/).slice(0, -1)) expect(existsSync(join(root, name)), name).toBe(true)
    for (const name of text('.containerignore').split('\n'))
      expect(text('.gitignore')).not.toMatch(new RegExp(`^!${name}`))
    const [, file] = JSON.parse(all('CMD')[0]!) as [string, string]
    expect(existsSync(join(root, file))).toBe(true)
    expect(all('EXPOSE')).toEqual(['8787'])
    expect(all('HEALTHCHECK')[0]).toContain(':8787/readyz')
    expect(text('deploy', 'Containerfile')).toMatch(/--read-only.*--cap-drop=all.*no-new-privileges/)
  })

  it('leaves out what only developers need: nothing that runs imports it', () => {
    const names = ['src', 'connectors', 'dedupe'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) =>
          [...text(folder, name).matchAll(/^(?:import|export) (?!type )[^'\n]*from '([^'.][^']*)'/gm)].map(
            ([, from]) => from!,
          ),
        ),
    )
    const packages = new Set(
      names.filter((name) => !name.startsWith('node:')).map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0]),
    )
    expect(packages.size).toBeGreaterThan(10)
    expect([...packages].filter((name) => !Object.hasOwn(packageJson.dependencies, name))).toEqual([])
  })
})

const has = (command: string) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0

describe.skipIf(!has('systemd-analyze'))('The unit', () => {
  it('exposes little, as systemd itself counts', () => {
    const args = ['security', '--offline=true', '--no-pager', join(root, 'deploy', 'sada.service')]
    const { stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
    const exposure = Number(/Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1])
    console.log(`exposure ${exposure} of 10`)
    expect(exposure).toBeLessThanOrEqual(2)
  })
})

const folder = mkdtempSync(join(tmpdir(), 'sada-container-'))
chmodSync(folder, 0o755)
const data = join(folder, 'data')
mkdirSync(data)
afterAll(() => rmSync(folder, { recursive: true, force: true }))
/** As the container runs it: only the data folder may be written. */
const confined = (command: string) => [
  'mount --make-rprivate /',
  `mount -t tmpfs -o size=64m,mode=700,uid=10001,gid=10001 none ${data}`,
  'mount --bind / / 2>/dev/null',
  'mount -o remount,ro,bind /',
  `exec setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs --bounding-set=-all ${command}`,
]
const confine = (command: string, env: Readonly<Record<string, string>> = {}): ChildProcess =>
  spawn('unshare', ['-m', 'sh', '-c', confined(command).join('\n')], {
    env: { PATH: process.env.PATH, SADA_DATA_DIR: data, SADA_BACKUPS: 'off', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code))
  })
const canConfine = (await ended(confine('true'))) === 0

describe.skipIf(!canConfine)('The product, confined as the container confines it', () => {
  it('may write nothing but its data: the control', async () => {
    expect(await ended(confine(`sh -c 'touch ${join(folder, 'x')} || touch ${join(root, 'x')}'`))).not.toBe(0)
    expect(await ended(confine(`touch ${join(data, 'x')}`))).toBe(0)
  })

  it('starts, is ready, and ends in order', async () => {
    const child = confine(`${process.execPath} ${join(root, 'src/main.ts')} serve --port 0`)
    const parts: string[] = []
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (part) => parts.push(String(part)))
    const url = await eventually(
      async () => /Sada listens at (\S+)/.exec(parts.join(''))?.[1] ?? '',
      (seen) => seen !== '' || child.exitCode !== null,
    )
    expect(url, parts.join('')).not.toBe('')
    const ready = async () => (await fetch(`${url}/readyz`)).json() as Promise<{ deciding: string }>
    expect(await eventually(ready, ({ deciding }) => deciding === 'deciding')).toEqual({
      status: 'ready',
      deciding: 'deciding',
      writes: 'taken',
    })
    const end = ended(child)
    child.kill('SIGTERM')
    expect(await end).toBe(0)
  })
})
