// Every migration, in order, by hand: frozen once released.
import { first } from './001-first.ts'
import { people } from './002-people.ts'
import { access } from './003-access.ts'
import { connectors } from './004-connectors.ts'
import { media } from './005-media.ts'
import { replies } from './006-replies.ts'
import { desk } from './007-desk.ts'
import { rings } from './009-rings.ts'
import { begun } from './010-begun.ts'
import { manyWorkers } from './011-many-workers.ts'
import { membersByPost } from './012-members-by-post.ts'
import { unknownParts } from './014-unknown-parts.ts'
import { leanTurns } from './015-lean-turns.ts'
import { plainRings } from './016-plain-rings.ts'
import type { Migration } from './migration.ts'

export type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [
  first,
  people,
  access,
  connectors,
  media,
  replies,
  desk,
  rings,
  begun,
  manyWorkers,
  membersByPost,
  unknownParts,
  leanTurns,
  plainRings,
]
