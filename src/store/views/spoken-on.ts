// The channel of a post as a check, never as a way in: without statistics SQLite takes a channel for rare, and walks every post
// there is of it for each case.
import { type SqlBool, sql } from 'kysely'

export const spokenOn = (channel: string) => sql<SqlBool>`posts.channel || '' = ${channel}`
