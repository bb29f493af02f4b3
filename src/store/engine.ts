// Which engine an address names.
import { InvalidInputError } from '../errors.ts'

export type Engine = 'sqlite' | 'postgres'

export type Address =
  /** `path` null = a temporary store that goes when it is closed. */
  { readonly engine: 'sqlite'; readonly path: string | null } | { readonly engine: 'postgres'; readonly url: string }

export const addressOf = (url: string): Address => {
  if (url === 'sqlite::memory:') return { engine: 'sqlite', path: null }
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
    if (path !== '') return { engine: 'sqlite', path }
  }
  if (/^postgres(ql)?:\/\//.test(url)) return { engine: 'postgres', url }
  throw new InvalidInputError(
    'SADA_DATABASE_URL',
    'names no store that Sada knows',
    'Use sqlite:./data/sada.db or postgres://user:password@host/database',
  )
}
