// The crash tests are about the store: a process that dies every half second need not load the language layer first.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const light = new URL('./light-dedupe.ts', import.meta.url)
const door = readFileSync(new URL('../../dedupe/index.ts', import.meta.url), 'utf8')
const names = [...door.matchAll(/export \{([^}]*)\}/g)]
  .flatMap(([, list]) => list!.split(','))
  .map((name) => name.trim())
  .filter((name) => name !== '' && !name.startsWith('type '))

registerHooks({
  resolve: (specifier, context, next) =>
    /\/dedupe\/index\.ts$/.test(specifier) ? { url: light.href, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    const loaded = next(url, context)
    if (url !== light.href) return loaded
    const source = String(loaded.source)
    const there = new Set([...source.matchAll(/export const (\w+)/g)].map(([, name]) => name))
    const rest = names.filter((name) => !there.has(name))
    return { ...loaded, source: `${source}\nexport { ${rest.map((name) => `unable as ${name}`).join(', ')} }\n` }
  },
})
