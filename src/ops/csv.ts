// CSV that spreadsheets open as it is meant: UTF-8 with its mark, and no cell that a program would run as a formula.

const formula = /^[\s]*[=+\-@\t\r]/

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = formula.test(text) ? `'${text}` : text
  return /[",;\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** `golden.area.ar` → that value, or nothing. */
const at = (item: object, column: string): unknown =>
  column
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined,
      item,
    )

export const csvHeader = (columns: readonly string[]): string => `\uFEFF${columns.join(',')}\r\n`
export const csvRow = (item: object, columns: readonly string[]): string =>
  `${columns.map((column) => cell(at(item, column))).join(',')}\r\n`
