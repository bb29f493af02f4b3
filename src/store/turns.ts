// SQLite has one writer. Where two threads of one process write, they take turns, in order: the engine's own way of waiting
// would stop a whole thread, and would let the busier one go first every time.

/** The two who may write: the one that answers senders, and the one that decides. */
export type Side = 'door' | 'decider'

export type Turns = {
  /** Resolves when nobody else writes. */
  take(): Promise<void>
  /** Lets the other go first, should it wait. */
  give(): void
  /** The other thread is gone: what it held is free. */
  otherIsGone(): void
}

/** Memory that both threads see: who holds the turn, and who waits for it. */
export const newTurns = (): SharedArrayBuffer => new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT)

const free = 0
const holder = 0

export const turnsOf = (memory: SharedArrayBuffer, side: Side): Turns => {
  const words = new Int32Array(memory)
  const [me, other] = side === 'door' ? [1, 2] : [2, 1]
  const pass = () => {
    Atomics.store(words, holder, Atomics.load(words, other) === 1 ? other : free)
    Atomics.notify(words, holder)
  }
  return {
    async take() {
      Atomics.store(words, me, 1)
      for (;;) {
        const held = Atomics.compareExchange(words, holder, free, me)
        if (held === free || held === me) break
        const { async, value } = Atomics.waitAsync(words, holder, held)
        if (async) await value
      }
      Atomics.store(words, me, 0)
    },
    give: pass,
    otherIsGone() {
      Atomics.store(words, other, 0)
      if (Atomics.load(words, holder) === other) pass()
    },
  }
}
