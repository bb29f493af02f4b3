// What a channel told of an author, for those who may see it.
import type { AuthorId } from '../../model.ts'
import type { Store } from '../open.ts'

export const aliasesOf = async ({ read }: Pick<Store, 'read'>, id: AuthorId): Promise<readonly string[]> => {
  const rows = await read.selectFrom('author_aliases').select('alias').where('author_id', '=', id).execute()
  return rows.flatMap(({ alias }) => (alias === null ? [] : [read.keys.open('alias', alias)]))
}
