// Questions that do not wait for each other: PostgreSQL gets them in one go, SQLite one after the other.

/** Says what is wrong only with those that came after the one that failed. */
const turnedAway = '25P02'
const isEcho = (error: unknown) => error instanceof Error && 'code' in error && error.code === turnedAway

/** All answers, in order. One that fails is told when all have ended: none may still be at work when the transaction is over. */
export const together = async <T extends readonly unknown[]>(
  asked: {
    readonly [K in keyof T]: Promise<T[K]>
  },
): Promise<T> => {
  const answers = await Promise.allSettled(asked)
  const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))
  if (failures.length > 0) throw failures.find((failure) => !isEcho(failure)) ?? failures[0]
  return answers.map((answer) => (answer as PromiseFulfilledResult<unknown>).value) as unknown as T
}
