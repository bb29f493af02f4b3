// Citizens' files: fetched within their life, read in a process of their own, kept without what a camera wrote into them.
export type { MediaDesk } from './desk.ts'
export { dropBytes } from './drop.ts'
export { createKeeper, type Keeper } from './keeper.ts'
export { createReader } from './reader.ts'
export { isKept, type Kept, keepMedia, largestMedia, pathOf } from './shelf.ts'
export { createTranscribe } from './transcribe.ts'
export { isPassive } from './type.ts'
export { ocrData } from './words.ts'
