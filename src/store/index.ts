// The door of the store: the only place that knows SQL or the engine.
export type { Engine } from './engine.ts'
export { emit, eventsAfter, lastEvent } from './events.ts'
export { StoreFaultError, StoreInUseError } from './faults.ts'
export { openStore, type Store, type StoreOptions } from './open.ts'
export type { Reader } from './reader.ts'
export type * from './schema.ts'
export { matchesText } from './search.ts'
export { type Tx, write } from './write.ts'
