// Imports point one way (the house's plan), and the guard itself can fail.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const roots = ['src', 'connectors', 'dedupe', 'dashboards']

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean }

const sources = (folder: string, kind = /\.tsx?$/) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => kind.test(name) && !name.includes('node_modules'))

const specifiers =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

const importsOf = (file: string, text: string): Import[] =>
  [...text.matchAll(specifiers)].map(([, type, name, dynamic]) => {
    const to = (name ?? dynamic)!
    return {
      from: file,
      to: to.startsWith('.') ? normalize(join(dirname(file), to)) : to,
      typeOnly: type !== undefined,
    }
  })

/** The floors inside src, ground first: a file may import its own floor's folder and what stands before it. */
const floors = [
  ['src/model.ts', 'src/errors.ts', 'src/network.ts', 'src/loop.ts'],
  ['src/config/', 'src/config.ts', 'src/log.ts', 'src/keys/'],
  ['src/store/'],
  ['src/cases/', 'src/review/', 'src/replies/', 'src/outreach/'],
  ['src/pipeline/'],
  ['src/media/'],
  ['src/privacy/'],
  ['src/import/', 'src/ops/'],
  ['src/http/'],
  ['src/demo/'],
  ['src/cli/'],
  ['src/main.ts'],
]
const floorOf = (file: string) =>
  floors.findIndex((floor) => floor.some((part) => file === part || file.startsWith(part)))
const isLocal = (to: string) =>
  roots.some((name) => to.startsWith(`${name}/`)) || to.startsWith('..') || to === 'package.json'
const connectorFolder = (file: string) => file.split('/').slice(0, 2).join('/')

const fault = ({ from, to, typeOnly }: Import): string | null => {
  const bad = (why: string) => `${from} imports ${to}: ${why}`
  if (from.startsWith('dedupe/')) {
    if (to.startsWith('node:')) return bad('the matcher knows no disk, network or clock')
    return isLocal(to) && !to.startsWith('dedupe/') ? bad('the matcher imports nothing from outside itself') : null
  }
  if (from.startsWith('connectors/')) {
    const open = ['connectors/connector.ts', 'connectors/edge.ts', 'connectors/http.ts', 'connectors/outbound.ts']
    if (!isLocal(to) || open.includes(to)) return null
    if (from.startsWith('connectors/simulator/') && !to.startsWith('connectors/simulator/'))
      return bad('the simulator shares nothing with the connectors it tests')
    if (from === 'connectors/index.ts' && to.startsWith('connectors/')) return null
    return to.startsWith(`${connectorFolder(from)}/`) ? null : bad('a connector knows its own folder and the contract')
  }
  if (from.startsWith('dashboards/')) {
    if (to.startsWith('node:') && from !== 'dashboards/vite.config.ts') return bad('a screen has no Node')
    if (!isLocal(to) || to.startsWith('dashboards/')) return null
    return to === 'src/http/contract.ts' && typeOnly ? null : bad('a screen shares only the types of the wire contract')
  }
  if (!isLocal(to) || to === 'package.json') return null
  const doors = [
    'dedupe/index.ts',
    'connectors/index.ts',
    'connectors/connector.ts',
    'connectors/outbound.ts',
    'connectors/simulator/index.ts',
  ]
  if (!to.startsWith('src/')) return doors.includes(to) ? null : bad('src enters another root by its door')
  if (floorOf(from) < 0) return bad('this file stands on no floor of the plan')
  if (floorOf(to) > floorOf(from)) return bad('imports inside src point downwards')
  const [here, there] = [from, to].map((file) => file.split('/').slice(0, 2).join('/'))
  const apart = ['src/cases', 'src/review', 'src/replies']
  if (here !== there && here === 'src/cases' && apart.includes(there!))
    return bad('cases know neither review nor replies')
  return null
}

const houseRules: readonly {
  readonly name: string
  readonly pattern: RegExp
  readonly except: (file: string) => boolean
}[] = [
  {
    name: "kysely's own transaction() stays inside the store's wrapper",
    pattern: /\.transaction\(\)/,
    except: (file) => file === 'src/store/write.ts',
  },
  {
    name: 'raw SQL stays inside the store',
    pattern: /\bsql(?:\.raw|\.ref|<[^>]*>)?`|sql\.raw\(|sql\.ref\(/,
    except: (file) => file.startsWith('src/store/') || !file.startsWith('src/'),
  },
  {
    name: 'only the gateway opens a connection to elsewhere',
    pattern:
      /(?<![.\w])fetch\(|import \{[^}]*\brequest\b[^}]*\} from 'node:https?'|\b(?:net|tls|http|https)\.(?:connect|request|get)\(/,
    except: (file) =>
      file === 'connectors/outbound.ts' || file.startsWith('dashboards/') || file.startsWith('connectors/simulator/'),
  },
  {
    name: "natural's root reads .env and prints; only its deep paths are imported",
    pattern: /from 'natural(?:\/lib\/natural\/util[^']*)?'/,
    except: () => false,
  },
]

const read = (folder: string) => sources(folder).map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
const all = roots.flatMap(read)

/** A way from a file back to itself along imports, types too; null where there is none. */
const circleIn = (imports: readonly Import[]): readonly string[] | null => {
  const next = Map.groupBy(imports, ({ from }) => from)
  const done = new Set<string>()
  const walk = (file: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    for (const { to } of next.get(file) ?? []) {
      const circle = walk(to, [...path, file])
      if (circle !== null) return circle
    }
    done.add(file)
    return null
  }
  for (const file of next.keys()) {
    const circle = walk(file, [])
    if (circle !== null) return circle
  }
  return null
}

/** Lines a file may have. */
const most = 300
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n').length

describe('the plan of the house', () => {
  it('is checked against real files of every root', () => {
    for (const name of roots)
      expect(all.filter(({ file }) => file.startsWith(`${name}/`)).length, name).toBeGreaterThan(0)
  })

  it('lets imports point one way only', () => {
    const faults = all.flatMap(({ file, text }) => importsOf(file, text).map(fault)).filter((line) => line !== null)
    expect(faults).toEqual([])
  })

  it('lets no file import itself by way of others', () => {
    expect(circleIn(all.flatMap(({ file, text }) => importsOf(file, text)))).toBe(null)
    const planted = [
      importsOf('src/store/a.ts', "import type { B } from './b.ts'"),
      importsOf('src/store/b.ts', "export { a } from './a.ts'"),
    ].flat()
    expect(circleIn(planted)).toEqual(['src/store/a.ts', 'src/store/b.ts', 'src/store/a.ts'])
  })

  it.each(houseRules)('$name', ({ pattern, except }) => {
    expect(all.filter(({ file, text }) => !except(file) && pattern.test(text)).map(({ file }) => file)).toEqual([])
  })

  it.each([
    ['dedupe/decide.ts', "import { readFileSync } from 'node:fs'"],
    ['dedupe/decide.ts', "import { open } from '../src/store/open.ts'"],
    ['connectors/x/mapper.ts', "import { a } from '../whatsapp/mapper.ts'"],
    ['connectors/simulator/index.ts', "import type { a } from '../whatsapp/api-types.ts'"],
    ['src/store/posts.ts', "import { app } from '../http/app.ts'"],
    ['src/pipeline/decide.ts', "import { fold } from '../../dedupe/text/normalise.ts'"],
    ['src/cases/merge.ts', "import { next } from '../review/queue.ts'"],
    ['dashboards/api.ts', "import { CaseView } from '../src/http/contract.ts'"],
    ['dashboards/api.ts', "import type { Case } from '../src/model.ts'"],
    ['src/strange/new.ts', "import { a } from '../model.ts'"],
  ])('goes red for a planted violation in %s', (file, line) => {
    expect(importsOf(file, line).map(fault)).toEqual([expect.stringContaining(file)])
  })

  it.each(houseRules)('has a rule that can fail: $name', ({ pattern }) => {
    const planted = [
      'await fetch(url)',
      'db.transaction().execute(work)',
      'sql.raw(`delete`)',
      "import n from 'natural'",
    ]
    expect(planted.some((line) => pattern.test(line))).toBe(true)
  })

  it('names in its documents only tests that are there', () => {
    const named = [...sources('docs', /\.md$/), 'CONTRIBUTING.md', 'README.md'].flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/\btest\/[\w/-]+\.test\.ts/g)].map(([name]) => name),
    )
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !existsSync(join(root, name)))).toEqual([])
  })

  it('keeps every file of the house small, tests too', () => {
    const exempt = (file: string) => /migrations\/|\/profiles\/|\.generated\./.test(file)
    const long = [...all, ...read('test')].filter(({ file, text }) => !exempt(file) && linesOf(text) > most)
    expect(long.map(({ file, text }) => `${file} ${linesOf(text)}`)).toEqual([])
    expect([most, most + 1].map((count) => linesOf('a\n'.repeat(count)) > most)).toEqual([false, true])
  })
})
