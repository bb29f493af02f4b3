// How the engine's commands end: wrong usage is 2, a failure 1 with one sentence on stderr.

/** `read` returns the work, or null where the arguments do not make a command. */
export const attempt = async (usage: string, read: () => (() => Promise<number>) | null): Promise<number> => {
  let work: (() => Promise<number>) | null
  try {
    work = read()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    work = null
  }
  if (!work) {
    console.error(usage)
    return 2
  }
  try {
    return await work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}
