// A schema's complaint as a sentence in both languages, naming the field and the fix.
import type { z } from '@hono/zod-openapi'
import type { ProblemMore, Words } from './problems.ts'

type Issue = z.core.$ZodIssue

/** A name that a caller made up may be anything, a number typed into the wrong place too: only what looks like ours is said. */
const spelt = (key: string): string => (/^[A-Za-z][A-Za-z_]{0,30}$/.test(key) ? key : '•••')
const several = (values: readonly unknown[]) => values.map((value) => `\`${String(value)}\``).join(', ')
const unit = (origin: string): Words =>
  origin === 'string'
    ? { en: 'characters', ar: 'حرفًا' }
    : origin === 'array'
      ? { en: 'entries', ar: 'عنصرًا' }
      : { en: '', ar: '' }

const kinds: Readonly<Record<string, string>> = {
  string: 'نصًا',
  number: 'رقمًا',
  int: 'عددًا صحيحًا',
  boolean: 'true أو false',
  array: 'قائمة',
  object: 'كائنًا',
}

const fixOf = (issue: Issue): Words => {
  switch (issue.code) {
    case 'invalid_type':
      return { en: `Give a value of type ${issue.expected}.`, ar: `أعط ${kinds[issue.expected] ?? issue.expected}.` }
    case 'too_small': {
      const { en, ar } = unit(issue.origin)
      return {
        en: `Give at least ${issue.minimum} ${en}`.trim().concat('.'),
        ar: `الحد الأدنى ${issue.minimum} ${ar}`.trim().concat('.'),
      }
    }
    case 'too_big': {
      const { en, ar } = unit(issue.origin)
      return {
        en: `Give at most ${issue.maximum} ${en}`.trim().concat('.'),
        ar: `الحد الأعلى ${issue.maximum} ${ar}`.trim().concat('.'),
      }
    }
    case 'invalid_value':
      return { en: `Use one of ${several(issue.values)}.`, ar: `استعمل إحدى القيم ${several(issue.values)}.` }
    case 'invalid_format':
      return issue.format === 'datetime'
        ? { en: 'Write the time like 2026-11-28T09:00:00+03:00.', ar: 'اكتب الوقت مثل 2026-11-28T09:00:00+03:00.' }
        : { en: `Give a valid ${issue.format}.`, ar: `أعط قيمة صالحة من نوع ${issue.format}.` }
    case 'unrecognized_keys':
      return {
        en: `Leave out ${several(issue.keys.map(spelt))}, or correct the name.`,
        ar: `احذف ${several(issue.keys.map(spelt))} أو صحّح الاسم.`,
      }
    default:
      return {
        en: 'See /api/v1/openapi.json for what is accepted here.',
        ar: 'راجع /api/v1/openapi.json لمعرفة المقبول هنا.',
      }
  }
}

/** Of a union, the branch that came closest speaks. */
const closest = (issue: Issue): Issue => {
  if (issue.code !== 'invalid_union') return issue
  const [branch] = [...issue.errors].sort((a, b) => depth(b) - depth(a))
  const inner = branch?.[0]
  return inner === undefined ? issue : closest({ ...inner, path: [...issue.path, ...inner.path] })
}
const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map(({ path }) => path.length))

export const fieldOf = (issue: Issue): string =>
  issue.code === 'unrecognized_keys'
    ? [...issue.path, ...issue.keys.slice(0, 1).map(spelt)].join('.')
    : issue.path.reduce<string>(
        (name, part) =>
          typeof part === 'number' ? `${name}[${part}]` : name === '' ? String(part) : `${name}.${String(part)}`,
        '',
      )

export const invalid = (error: { readonly issues: readonly Issue[] }, whole = 'body'): ProblemMore => {
  const issue = closest(error.issues[0]!)
  const field = fieldOf(issue) || whole
  const rest = error.issues.length > 1 ? ` (+${error.issues.length - 1})` : ''
  return {
    field,
    detail: `${field}: ${issue.code === 'unrecognized_keys' ? 'unknown name' : issue.message}${rest}`,
    words: { en: `\`${field}\` is not valid.`, ar: `القيمة \`${field}\` غير صالحة.` },
    fix: fixOf(issue),
  }
}
