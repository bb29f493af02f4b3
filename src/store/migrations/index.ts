// Every migration, in order, by hand: frozen once released.
import type { Kysely } from 'kysely'
import type { Engine } from '../engine.ts'
import { first } from './001-first.ts'
import { people } from './002-people.ts'
import { access } from './003-access.ts'
import { connectors } from './004-connectors.ts'
import { media } from './005-media.ts'
import { replies } from './006-replies.ts'
import { desk } from './007-desk.ts'
import { rings } from './009-rings.ts'
import { begun } from './010-begun.ts'

/** Typed on `unknown`, so that an old migration cannot lean on today's tables. */
export type Migration = {
  readonly name: string
  up(db: Kysely<unknown>, engine: Engine): Promise<void>
  down(db: Kysely<unknown>, engine: Engine): Promise<void>
}

export const migrations: readonly Migration[] = [first, people, access, connectors, media, replies, desk, rings, begun]
