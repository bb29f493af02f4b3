// The door of the matcher. Pure: no clock, disk, network or database.
export type * from './types.ts'
