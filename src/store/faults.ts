// What can be wrong with a store itself, as opposed to a request.

/** The store cannot be trusted as it is; `probe` names the setting at fault. */
export class StoreFaultError extends Error {
  override readonly name = 'StoreFaultError'
  readonly probe: string
  constructor(probe: string, message: string, fix: string) {
    super(`${message}. ${fix}`)
    this.probe = probe
  }
}

/** Another process owns this store. */
export class StoreInUseError extends Error {
  override readonly name = 'StoreInUseError'
  constructor(path: string) {
    super(`${path} is in use by another Sada. Stop it, or send the work to its API`)
  }
}

/** The store or the disk is full, locked, out of files or unreachable: the sender should come again. */
const storeCodes =
  /^(SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN|NOMEM)|ENOSPC$|EDQUOT$|EROFS$|EIO$|E[MN]FILE$|ECONNREFUSED$|ECONNRESET$|57P0\d|08\d{3}|53\d{3})/
export const isStoreTrouble = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && storeCodes.test(error.code)
