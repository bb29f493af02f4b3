// What a store that came back holds beside its rows.
import type { Reader } from './reader.ts'

export const restored = async (db: Reader) => {
  const names = await db.selectFrom('migrations').select('name').where('name', '!=', 'lock').orderBy('name').execute()
  const files = await db.selectFrom('media').select('digest').distinct().where('digest', 'is not', null).execute()
  return {
    migrations: names.map(({ name }) => name),
    /** Of files that its posts refer to. */
    digests: files.map(({ digest }) => digest!),
  }
}
