// For how long each kind of thing is kept.

/** Days that each kind of thing is kept as it came; cases count from their closing. */
export const retention = {
  complaint: 365,
  suggestion: 365,
  inquiry: 365,
  emergency: 365,
  'no-case': 365,
  receipts: 7,
  quarantine: 90,
} as const
export type RetentionKind = keyof typeof retention
export type Retention = Readonly<Record<RetentionKind, number>>
export const retentionKinds = ['case', ...Object.keys(retention)]
export const retentionShape = new RegExp(
  `^\\s*(?:(?:${retentionKinds.join('|')})\\s*=\\s*[1-9]\\d{0,4}\\s*(?:,\\s*(?!$)|$))+$`,
)
const caseKinds = ['complaint', 'suggestion', 'inquiry', 'emergency'] as const

/** `case` stands for every kind of case that is not named itself. */
export const retentionOf = (text: string): Retention => {
  const said = Object.fromEntries(
    text.split(',').map((part) => part.split('=').map((side) => side.trim()) as [string, string]),
  )
  const given = { ...Object.fromEntries(caseKinds.map((kind) => [kind, said.case])), ...said }
  return Object.fromEntries(
    Object.entries(retention).map(([kind, days]) => [kind, Number(given[kind] ?? days)]),
  ) as Retention
}
