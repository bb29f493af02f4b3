// PostgreSQL: a ring as one text. Written out, a list of ids cost more than finding its row did.
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

const become = (type: string, using: string) =>
  sql.raw(`alter table block_keys alter column cases type ${type} using ${using}`)

export const plainRings: Migration = {
  name: '016-plain-rings',
  up: async (db, engine) => {
    if (engine === 'postgres') await become('text', `array_to_string(cases, ',')`).execute(db)
  },
  down: async (db, engine) => {
    if (engine === 'postgres') await become('uuid[]', `string_to_array(cases, ',')::uuid[]`).execute(db)
  },
}
