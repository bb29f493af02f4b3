// The three ways a request can be wrong. HTTP status and language are chosen at the edge, in one place each.

export class NotFoundError extends Error {
  override readonly name = 'NotFoundError'
  readonly what: string
  constructor(what: string) {
    super(`${what} was not found`)
    this.what = what
  }
}

/** The caller acted on a state that has since changed; `current` is what it is now. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError'
  readonly code: string
  readonly current: unknown
  constructor(code: string, message: string, current: unknown = null) {
    super(message)
    this.code = code
    this.current = current
  }
}

export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
  readonly field: string
  readonly fix: string
  constructor(field: string, message: string, fix: string) {
    super(`${field}: ${message}. ${fix}`)
    this.field = field
    this.fix = fix
  }
}

/** What a log may know of a failure: never its message, which may quote what a citizen wrote. */
export const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
