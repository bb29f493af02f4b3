// The door of import: what was asked, the files opened, the store they go to, and the run.
export { type AskSelf, openFile } from './open.ts'
export { checkRequest, type ImportRequest } from './options.ts'
export { PostLine, readPostLine } from './post-line.ts'
export { type ImportCounts, importReading } from './run.ts'
export { openTarget, type Target } from './target.ts'
