// Figures as text for sheets.

export type Table = {
  readonly head: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** A sheet must not take a citizen's or a colleague's words for a formula. */
const cell = (value: string | number | null): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** With a byte order mark, without which Excel takes Arabic for Latin. */
export const csvOf = ({ head, rows }: Table): string =>
  `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
