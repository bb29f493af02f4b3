// Who said it, on that channel. A person's ids on one channel lead to one author; across channels nobody is joined.
// What identifies him is sealed; his ids are found by their keyed hash.
import { uuidv7 } from 'uuidv7'
import type { Channel, EventAuthor } from '../../connectors/connector.ts'
import type { Keys } from '../keys/seal.ts'
import type { AuthorId, Millis } from '../model.ts'
import { insertRows } from './insert.ts'
import { inChunks } from './rows.ts'
import type { AuthorRow } from './schema.ts'
import type { Tx } from './tx.ts'

/** Where an id means the same person under each of our accounts, and where it is good for one account only. */
const scoped: Readonly<Record<Channel, boolean>> = {
  whatsapp: false,
  x: false,
  instagram: true,
  'chat-export': true,
  import: true,
  generic: true,
  replay: true,
}

export type Said = {
  readonly channel: Channel
  readonly account: string
  readonly author: EventAuthor | undefined
  readonly at: Millis
}

const idsOf = ({ author }: Pick<Said, 'author'>): readonly string[] =>
  [...new Set([author?.remoteId, ...(author?.aliases ?? [])].filter((id) => id !== undefined && id !== ''))] as string[]

const keyOf = (keys: Keys, { channel, account }: Pick<Said, 'channel' | 'account'>, id: string) =>
  keys.hash('alias', `${channel}:${scoped[channel] ? `${account}:` : ''}${id}`)

/** The keyed hashes of every id a channel gave for whoever said this. */
export const aliasKeysOf = (keys: Keys, said: Omit<Said, 'at'>): readonly string[] =>
  idsOf(said).map((id) => keyOf(keys, said, id))

/** What a channel told of an author, readable. */
export const openAuthor = (keys: Keys, row: AuthorRow): AuthorRow => ({
  ...row,
  remote_id: keys.open('author', row.remote_id),
  handle: row.handle === null ? null : keys.open('author', row.handle),
  name: row.name === null ? null : keys.open('author', row.name),
})

const knownAliases = async (tx: Tx, keys: readonly string[]): Promise<Map<string, AuthorId>> => {
  const known = new Map<string, AuthorId>()
  for (const chunk of inChunks(keys, 500)) {
    const rows = await tx.selectFrom('author_aliases').select(['key', 'author_id']).where('key', 'in', chunk).execute()
    for (const { key, author_id } of rows) known.set(key, author_id)
  }
  return known
}

const sealed = (keys: Keys, text: string | null | undefined): string | null =>
  text === undefined || text === null ? null : keys.seal('author', text)

const newAuthor = (keys: Keys, said: Said, ids: readonly string[]): AuthorRow => ({
  id: uuidv7() as AuthorId,
  channel: said.channel,
  remote_id: keys.seal('author', ids[0]!),
  handle: sealed(keys, said.author?.handle),
  name: sealed(keys, said.author?.name),
  first_at: said.at,
})

type Alias = { readonly author: AuthorId; readonly id: string }

/** Another worker may have added an alias at the same moment: what the store holds is right, ours is dropped. Null: none did. */
const addAliases = async (tx: Tx, aliases: ReadonlyMap<string, Alias>): Promise<Known | null> => {
  const rows = [...aliases]
    .map(([key, { author, id }]) => ({ key, author_id: author, alias: tx.keys.seal('alias', id) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const once = 'on conflict ("key") do nothing'
  if (tx.engine === 'sqlite') {
    await insertRows(tx, 'author_aliases', rows, once)
    return null
  }
  const added = await insertRows<'author_aliases', { key: string }>(
    tx,
    'author_aliases',
    rows,
    `${once} returning "key"`,
  )
  return added.length === rows.length ? null : knownAliases(tx, [...aliases.keys()])
}

/** A channel tells more of an author it named before: other ids, a new handle or name. */
export const learnAuthor = async (tx: Tx, said: Said): Promise<void> => {
  const [id] = await authorsOf(tx, [said])
  const { handle, name } = said.author ?? {}
  const told = {
    ...(handle === undefined ? {} : { handle: sealed(tx.keys, handle) }),
    ...(name === undefined ? {} : { name: sealed(tx.keys, name) }),
  }
  if (id && Object.keys(told).length > 0) await tx.updateTable('authors').set(told).where('id', '=', id).execute()
}

/** Authors by the keyed hashes of their ids. */
export type Known = ReadonlyMap<string, AuthorId>

export const knownAuthors = (tx: Tx, said: readonly Said[]): Promise<Known> =>
  knownAliases(tx, [...new Set(said.flatMap((one) => aliasKeysOf(tx.keys, one)))])

type Authors = readonly (AuthorId | null)[]
/** `stored`: what the store then says, where somebody else named one of them first; null = the same. */
export type Named = { readonly authors: Authors; readonly stored: Promise<Authors | null> }

/** The author of each thing said, in order; null where the channel names none. Whoever is new has an id at once. */
export const nameAuthors = (tx: Tx, said: readonly Said[], before: Known): Named => {
  const known = new Map(before)
  const ids = said.map(idsOf)
  const keys = said.map((one, i) => ids[i]!.map((id) => keyOf(tx.keys, one, id)))
  const authors: AuthorRow[] = []
  const aliases = new Map<string, Alias>()
  said.forEach((one, i) => {
    const mine = keys[i]!
    if (mine.length === 0) return
    let author = mine.map((key) => known.get(key)).find((found) => found !== undefined)
    if (author === undefined) {
      const row = newAuthor(tx.keys, one, ids[i]!)
      authors.push(row)
      author = row.id
    }
    for (const [at, key] of mine.entries())
      if (!known.has(key)) {
        known.set(key, author)
        aliases.set(key, { author, id: ids[i]![at]! })
      }
  })
  const under = (found: Known): Authors => keys.map(([first]) => (first === undefined ? null : found.get(first)!))
  const save = async () => {
    await insertRows(tx, 'authors', authors)
    const stored = await addAliases(tx, aliases)
    if (stored === null) return null
    const named = new Set(stored.values())
    const lost = authors.map(({ id }) => id).filter((id) => !named.has(id))
    if (lost.length > 0) await tx.deleteFrom('authors').where('id', 'in', lost).execute()
    return under(new Map([...known, ...stored]))
  }
  return { authors: under(known), stored: save() }
}

export const authorsOf = async (tx: Tx, said: readonly Said[]): Promise<Authors> => {
  const { authors, stored } = nameAuthors(tx, said, await knownAuthors(tx, said))
  return (await stored) ?? authors
}
