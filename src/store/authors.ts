// Who said it, on that channel. A person's ids on one channel lead to one author; across channels nobody is joined.
import { uuidv7 } from 'uuidv7'
import type { Channel, EventAuthor } from '../../connectors/connector.ts'
import type { AuthorId, Millis } from '../model.ts'
import { inChunks } from './rows.ts'
import type { AuthorRow } from './schema.ts'
import type { Tx } from './write.ts'

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

const idsOf = ({ author }: Said): readonly string[] =>
  [...new Set([author?.remoteId, ...(author?.aliases ?? [])].filter((id) => id !== undefined && id !== ''))] as string[]

const keyOf = ({ channel, account }: Said, id: string) => `${channel}:${scoped[channel] ? `${account}:` : ''}${id}`

const knownAliases = async (tx: Tx, keys: readonly string[]): Promise<Map<string, AuthorId>> => {
  const known = new Map<string, AuthorId>()
  for (const chunk of inChunks(keys, 500)) {
    const rows = await tx.selectFrom('author_aliases').selectAll().where('key', 'in', chunk).execute()
    for (const { key, author_id } of rows) known.set(key, author_id)
  }
  return known
}

const newAuthor = (said: Said, ids: readonly string[]): AuthorRow => ({
  id: uuidv7() as AuthorId,
  channel: said.channel,
  remote_id: ids[0]!,
  handle: said.author?.handle ?? null,
  name: said.author?.name ?? null,
  first_at: said.at,
})

/** Another worker may have added an alias at the same moment: what the store holds is right, ours is dropped. */
const addAliases = async (tx: Tx, aliases: ReadonlyMap<string, AuthorId>): Promise<ReadonlyMap<string, AuthorId>> => {
  const rows = [...aliases].map(([key, author_id]) => ({ key, author_id })).sort((a, b) => (a.key < b.key ? -1 : 1))
  for (const chunk of inChunks(rows, 500))
    await tx
      .insertInto('author_aliases')
      .values(chunk)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
  return tx.engine === 'sqlite' || rows.length === 0 ? aliases : knownAliases(tx, [...aliases.keys()])
}

/** A channel tells more of an author it named before: other ids, a new handle or name. */
export const learnAuthor = async (tx: Tx, said: Said): Promise<void> => {
  const [id] = await authorsOf(tx, [said])
  const { handle, name } = said.author ?? {}
  const told = { ...(handle === undefined ? {} : { handle }), ...(name === undefined ? {} : { name }) }
  if (id && Object.keys(told).length > 0) await tx.updateTable('authors').set(told).where('id', '=', id).execute()
}

/** The author of each thing said, in order; null where the channel names none. */
export const authorsOf = async (tx: Tx, said: readonly Said[]): Promise<readonly (AuthorId | null)[]> => {
  const keys = said.map((one) => idsOf(one).map((id) => keyOf(one, id)))
  const known = await knownAliases(tx, [...new Set(keys.flat())])
  const authors: AuthorRow[] = []
  const aliases = new Map<string, AuthorId>()
  said.forEach((one, i) => {
    const mine = keys[i]!
    if (mine.length === 0) return
    let id = mine.map((key) => known.get(key)).find((found) => found !== undefined)
    if (id === undefined) {
      const author = newAuthor(one, idsOf(one))
      authors.push(author)
      id = author.id
    }
    for (const key of mine)
      if (!known.has(key)) {
        known.set(key, id)
        aliases.set(key, id)
      }
  })
  for (const chunk of inChunks(authors)) await tx.insertInto('authors').values(chunk).execute()
  const stored = await addAliases(tx, aliases)
  const named = new Set(stored.values())
  const lost = authors.map(({ id }) => id).filter((id) => !named.has(id))
  if (lost.length > 0) await tx.deleteFrom('authors').where('id', 'in', lost).execute()
  return keys.map(([first]) => (first === undefined ? null : (stored.get(first) ?? known.get(first)!)))
}
