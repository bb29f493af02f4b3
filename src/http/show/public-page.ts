// The pages for everybody, Arabic first, then English: no names, no numbers of people, nothing a citizen wrote.
import type { CaseStatus } from '../../model.ts'

type Both = { readonly ar: string; readonly en: string }

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign]!)

export const statusWords: Readonly<Record<CaseStatus, Both>> = {
  open: { ar: 'قيد المتابعة', en: 'Being followed up' },
  'in-progress': { ar: 'يجري العمل', en: 'Work under way' },
  answered: { ar: 'صدر الرد', en: 'Answered' },
  solved: { ar: 'عُولجت', en: 'Solved' },
  closed: { ar: 'مغلقة', en: 'Closed' },
  received: { ar: 'وصل', en: 'Received' },
  'under-study': { ar: 'قيد الدراسة', en: 'Being studied' },
  adopted: { ar: 'اعتُمد', en: 'Adopted' },
  declined: { ar: 'لم يُعتمد', en: 'Not adopted' },
  told: { ar: 'أُبلغت النتيجة', en: 'Outcome told' },
  merged: { ar: 'ضُمّت إلى غيرها', en: 'Joined with another' },
}

const steps: readonly (readonly CaseStatus[])[] = [
  ['open', 'received'],
  ['in-progress', 'under-study'],
  ['answered', 'adopted', 'declined'],
  ['solved', 'closed', 'told'],
]
const stepOf = (status: CaseStatus) => steps.findIndex((step) => step.includes(status))

export type PublicCase = {
  readonly reference: string
  readonly status: CaseStatus
  readonly topic: Both
  readonly area: Both | null
  readonly summary: Partial<Both>
  readonly accounts: number
  readonly since: string
  readonly updated: string
  readonly answer: { readonly texts: Partial<Both>; readonly at: string } | null
}

const months = (locale: string, at: string) =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Asia/Kuwait',
    numberingSystem: 'latn',
  }).format(new Date(at))
const time = (locale: string, at: string) => `<time datetime="${at}">${safe(months(locale, at))}</time>`

const shell = (title: Both, body: string): string => `<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${safe(title.ar)} · ${safe(title.en)}</title>
<link rel="stylesheet" href="/p/page.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`

const section = (language: 'ar' | 'en', inner: string): string =>
  `<section lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">${inner}</section>`

const told = {
  ar: {
    locale: 'ar-KW',
    progress: 'مراحل المتابعة',
    count: (n: number) =>
      n === 1
        ? 'حساب واحد أبلغ عنها'
        : n === 2
          ? 'حسابان أبلغا عنها'
          : n <= 10
            ? `${n} حسابات أبلغت عنها`
            : `${n} حسابًا أبلغ عنها`,
    since: 'أول بلاغ',
    updated: 'آخر تحديث',
    answer: 'آخر رد',
    none: 'لم يصدر رد بعد.',
    all: 'كل المشكلات المعروفة',
    known: 'المشكلات المعروفة',
    lead: 'مشكلات تعرفها الجهات المختصة وتتابعها. إن كانت مشكلتك بينها فلا حاجة إلى بلاغ جديد.',
    empty: 'لا توجد مشكلات معلنة الآن.',
    everywhere: 'في أنحاء البلاد',
  },
  en: {
    locale: 'en-GB',
    progress: 'Progress',
    count: (n: number) => (n === 1 ? 'reported by 1 account' : `reported by ${n} accounts`),
    since: 'First reported',
    updated: 'Last change',
    answer: 'Last answer',
    none: 'No answer has been given yet.',
    all: 'All known issues',
    known: 'Known issues',
    lead: 'Problems the authorities know of and are working on. If yours is among them, there is no need to report it again.',
    empty: 'No issues are published now.',
    everywhere: 'Across the country',
  },
} as const

const progress = (language: 'ar' | 'en', status: CaseStatus): string => {
  const at = stepOf(status)
  const suggestion = ['received', 'under-study', 'adopted', 'declined', 'told'].includes(status)
  const items = steps.map((step, i) => {
    const own = i === at ? status : step[suggestion ? step.length - (i === 2 ? 2 : 1) : 0]!
    const state = i < at ? 'past' : i === at ? 'now' : 'next'
    return `<li class="${state}"${i === at ? ' aria-current="step"' : ''}>${safe(statusWords[own][language])}</li>`
  })
  return `<ol class="steps" aria-label="${told[language].progress}">${items.join('')}</ol>`
}

const nameOf = ({ topic, area }: Pick<PublicCase, 'topic' | 'area'>, language: 'ar' | 'en') =>
  area === null ? topic[language] : `${topic[language]} — ${area[language]}`

/** In the reader's language where it was given in it, else in the one it was given in. */
const quoted = (texts: Partial<Both>, language: 'ar' | 'en'): string => {
  const [spoken, text] =
    texts[language] === undefined ? (Object.entries(texts)[0] ?? ['ar', '']) : [language, texts[language]]
  return `<blockquote dir="auto" lang="${spoken}">${safe(text).replaceAll('\n', '<br>')}</blockquote>`
}

const half = (one: PublicCase, language: 'ar' | 'en'): string => {
  const words = told[language]
  const summary = one.summary[language]
  const answer =
    one.answer === null
      ? `<p class="quiet">${words.none}</p>`
      : `${quoted(one.answer.texts, language)}<p class="quiet">${time(words.locale, one.answer.at)}</p>`
  return section(
    language,
    `<p class="reference"><bdi>${safe(one.reference)}</bdi></p>
<h${language === 'ar' ? 1 : 2}>${safe(nameOf(one, language))}</h${language === 'ar' ? 1 : 2}>
${summary === undefined ? '' : `<p>${safe(summary)}</p>`}
${progress(language, one.status)}
<p class="count">${safe(words.count(one.accounts))}</p>
<h3>${words.answer}</h3>
${answer}
<dl><dt>${words.since}</dt><dd>${time(words.locale, one.since)}</dd><dt>${words.updated}</dt><dd>${time(words.locale, one.updated)}</dd></dl>
<p><a href="/p">${words.all}</a></p>`,
  )
}

export const publicCasePage = (one: PublicCase): string =>
  shell({ ar: nameOf(one, 'ar'), en: nameOf(one, 'en') }, `${half(one, 'ar')}\n${half(one, 'en')}`)

export type KnownIssue = PublicCase & { readonly slug: string }

const issues = (all: readonly KnownIssue[], language: 'ar' | 'en'): string => {
  const words = told[language]
  const level = language === 'ar' ? 1 : 2
  const areas = Map.groupBy(all, ({ area }) => area?.[language] ?? words.everywhere)
  const groups = [...areas]
    .toSorted(([a], [b]) => a.localeCompare(b, language))
    .map(([area, mine]) => {
      const items = mine
        .toSorted((a, b) => a.topic[language].localeCompare(b.topic[language], language))
        .map(
          (one) =>
            `<li><a href="/p/${one.slug}">${safe(one.topic[language])}</a> <span class="chip">${safe(statusWords[one.status][language])}</span>${one.summary[language] === undefined ? '' : `<br><span>${safe(one.summary[language])}</span>`}<br><span class="quiet">${safe(words.count(one.accounts))}</span></li>`,
        )
      return `<h${level + 1}>${safe(area)}</h${level + 1}><ul class="issues">${items.join('')}</ul>`
    })
  const list = groups.length === 0 ? `<p>${words.empty}</p>` : groups.join('\n')
  return section(language, `<h${level}>${words.known}</h${level}><p>${words.lead}</p>${list}`)
}

export const knownIssuesPage = (all: readonly KnownIssue[]): string =>
  shell({ ar: told.ar.known, en: told.en.known }, `${issues(all, 'ar')}\n${issues(all, 'en')}`)

export const missingPage: string = shell(
  { ar: 'لا توجد صفحة هنا', en: 'There is no page here' },
  section('ar', '<h1>لا توجد صفحة هنا</h1><p>تحقق من الرابط، أو انظر <a href="/p">المشكلات المعروفة</a>.</p>') +
    section('en', '<h2>There is no page here</h2><p>Check the link, or see the <a href="/p">known issues</a>.</p>'),
)

export const publicStyle = `:root{color-scheme:light dark;--ink:#17211f;--paper:#f7f6f2;--card:#fff;--quiet:#56615e;--accent:#0b6b5d;--line:#dcdad2}
@media (prefers-color-scheme:dark){:root{--ink:#eef1ef;--paper:#121615;--card:#1b211f;--quiet:#a4afab;--accent:#6fd3c0;--line:#333b38}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.75 "Noto Sans Arabic Variable","Noto Sans Arabic","Segoe UI",Tahoma,system-ui,sans-serif}
main{max-width:42rem;margin:0 auto;padding:1rem;display:grid;gap:1rem}
section{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.25rem;text-align:start;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.35;margin:.25rem 0 .75rem}h1{font-size:1.6rem}h2{font-size:1.35rem}h3{font-size:1.05rem}:is(h2,.count,li)::first-letter{text-transform:uppercase}
a{color:var(--accent)}a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
blockquote{margin:0;padding:.75rem 1rem;border-inline-start:4px solid var(--accent);background:var(--paper);border-radius:.5rem}
.quiet{color:var(--quiet);font-size:.95rem}.reference{color:var(--quiet);margin:0}.count{font-weight:600}
.steps{list-style:none;display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:0 0 1rem}
.steps li,.chip{border:1px solid var(--line);border-radius:99px;padding:.1rem .75rem;color:var(--quiet);font-size:.95rem}
.steps .past{color:var(--ink)}.steps .past::before{content:"✓ "}.steps .now{background:var(--accent);border-color:var(--accent);color:var(--card);font-weight:600}
.issues{padding-inline-start:1.1rem;display:grid;gap:.6rem}dl{display:grid;grid-template-columns:auto 1fr;gap:.15rem 1rem;margin:1rem 0}dt{color:var(--quiet)}dd{margin:0}
`
