// Words that want to be more than words, or to break the frame they stand in.
export const hostile = [
  '<img src=x onerror="alert(1)"><script>alert(2)</script>',
  'javascript:alert(3) "><svg/onload=alert(4)>',
  '\u202eمقلوب\u202e\u2066\u2067 txt.exe',
  'ا\u200b\u200c\u200d\u2060ب\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  'w'.repeat(4000),
  'هـ'.repeat(3000),
  '{count, plural, other {#}} {name} \u2028 <b>',
] as const

const words = new Set(['ar', 'en', 'name', 'title', 'text', 'body', 'by', 'askedBy', 'url', 'summary', 'path'])

const most = 500

/** The same answer, every word that people wrote in it hostile. */
export const poisoned = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(poisoned)
  if (typeof value !== 'object' || value === null) return value
  const text = hostile.map((one) => one.slice(0, most)).join('\n')
  const pairs = Object.entries(value)
  return Object.fromEntries(
    pairs.map(([name, of]) => [name, words.has(name) && typeof of === 'string' ? text : poisoned(of)]),
  )
}
