// How the engine's commands end: wrong usage is 2, a failure 1 with one sentence on stderr.

const faults: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'is a folder; name a file',
  EACCES: 'may not be opened; check its permissions',
}

const explain = (error: unknown): string => {
  const { code = '', path, message } = error as NodeJS.ErrnoException
  return Object.hasOwn(faults, code) ? `${path ?? 'the file to read'}: ${faults[code]}` : message
}

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
    console.error(explain(error))
    return 1
  }
}
