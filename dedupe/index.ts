// The door of the matcher. Pure: no clock, disk, network or database.

export { keysOf } from './blocking/keys.ts'
export { createMatcher, type Matcher } from './cluster/matcher.ts'
export { decide } from './decide/index.ts'
export { areaAt, kuwait } from './kuwait.ts'
export { prepare, version } from './prepare.ts'
export { maskPersonalData } from './text/personal-data.ts'
export { foldForSearch } from './text/search.ts'
export type * from './types.ts'
