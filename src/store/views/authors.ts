// What a channel told of an author, for those who may see it.
import type { AuthorId } from '../../model.ts'
import type { Store } from '../open.ts'

/** An alias is kept under its channel, which is known here. */
export const aliasesOf = async (store: Store, id: AuthorId): Promise<readonly string[]> => {
  const rows = await store.read.selectFrom('author_aliases').select('key').where('author_id', '=', id).execute()
  return rows.map(({ key }) => key.slice(key.indexOf(':') + 1))
}
