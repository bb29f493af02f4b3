// Many rows in few statements, within what one statement may carry on either engine.

/** Both engines take 32,766 parameters or more; no table here has above 30 columns. */
const rowsAStatement = 200

export function* inChunks<T>(items: readonly T[], size = rowsAStatement): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

export const parsed = <T>(json: string): T => JSON.parse(json) as T
