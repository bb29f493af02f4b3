// Every word on screen comes from a catalogue, both catalogues say the same things, and Arabic has all its plurals.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import ar from '../../dashboards/messages/ar.json' with { type: 'json' }
import en from '../../dashboards/messages/en.json' with { type: 'json' }
import { createWords } from '../../dashboards/words.ts'
import { revealActions } from '../../src/store/reveals.ts'

const readFrom = (folder: string, pattern: RegExp) => {
  const root = join(import.meta.dirname, '../..', folder)
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => pattern.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }))
}
const read = (pattern: RegExp) => readFrom('dashboards', pattern)
const inHouse = (pattern: RegExp) =>
  readFrom('src', pattern)
    .map(({ text }) => text)
    .join('\n')
const sources = read(/\.tsx?$/)
const code = sources.map((file) => file.text).join('\n')

const names = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)\s*[,}]/g)].map((found) => found[1]))].sort()
const plurals = (message: string) =>
  [...message.matchAll(/\{(\w+), plural,((?:[^{}]|\{[^{}]*\})*)\}/g)].map((found) => found[2] ?? '')
const forms = ['zero', 'one', 'two', 'few', 'many', 'other']
const lacks = (message: string) =>
  plurals(message).flatMap((text) => forms.filter((form) => !text.includes(`${form} {`)))

/** A key is used when the code names it, or names the family it belongs to: `status.${…}`. */
const isUsed = (key: string) =>
  code.includes(`'${key}'`) ||
  key.split('.').some((_, index, parts) => index > 0 && code.includes(`\`${parts.slice(0, index).join('.')}.\${`))

/** Words between tags, and in attributes that are read out; a command to type is no word. */
const literals = (text: string) =>
  [
    ...text
      .replace(/<code[\s\S]*?<\/code>/g, '')
      .matchAll(
        />\s*([^<>{}=;()\n]*[\p{L}]{2,}[^<>{}=;()\n]*)\s*<\/|(?:aria-label|placeholder|title|alt)="([^"]*\p{L}{2,}[^"]*)"/gu,
      ),
  ].map((found) => found[0])

describe('the catalogues', () => {
  it('have the same keys', () => expect(Object.keys(ar)).toEqual(Object.keys(en)))

  it('take the same values in every message', () => {
    const other: Record<string, string> = en
    const differ = Object.entries(ar).filter(
      ([key, message]) => String(names(message)) !== String(names(other[key] ?? '')),
    )
    expect(differ.map(([key]) => key)).toEqual([])
  })

  it('have all six plural forms in Arabic', () => {
    expect(Object.entries(ar).flatMap(([key, message]) => lacks(message).map((form) => `${key} ${form}`))).toEqual([])
    expect(plurals(ar.echoes)).toHaveLength(1)
    expect(lacks('{count, plural, one {قضية} other {# قضية}}')).toEqual(['zero', 'two', 'few', 'many'])
  })

  it('hold no word that no screen says', () => expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([]))

  it('hold every word that a screen says', () => {
    const said = sources.flatMap(({ name, text }) => literals(text).map((words) => `${name}: ${words}`))
    expect(said).toEqual([])
    expect(literals('<p>Hello there</p><i aria-label="Close it" />')).toHaveLength(2)
  })

  it('name every act that the audit log holds', () => {
    const [house, looks] = [inHouse(/\.ts$/), inHouse(/looks\.ts$/)]
    const acts = [
      ...[...house.matchAll(/\b(?:action: |noted\([^()]*(?:\([^()]*\))?[^()]*, )'([a-z-]+)'/g)].map(([, act]) => act),
      ...[...looks.matchAll(/'GET \S+': '([a-z-]+)'/g)].map(([, act]) => act),
      ...Object.values(revealActions),
      ...Object.keys(en).flatMap((key) => (/^event\.(?!other)/.test(key) ? [key.replace('event.', 'case-')] : [])),
    ]
    expect(acts).toEqual(expect.arrayContaining(['replied', 'connector-paused', 'media-opened', 'case-merged']))
    expect([...new Set(acts)].filter((act) => !(`audit.did.${act}` in en))).toEqual([])
  })

  it.each([
    [0, 'بلا أصداء'],
    [1, 'صدى واحد'],
    [2, 'صديان'],
    [5, '5 أصداء'],
    [11, '11 صدى'],
    [100, '100 صدى'],
  ])('count %i echoes as Arabic does', (count, words) => {
    expect(createWords('ar', 'ar-KW-u-nu-latn', ar).t('echoes', { count })).toBe(words)
  })

  it('keep a name from turning the sentence around it', () => {
    expect(createWords('ar', 'ar-KW', ar).t('assign.done', { name: 'Jaber' })).toContain('\u2068Jaber\u2069')
  })
})

describe('the styles', () => {
  const physical =
    /(?:^|[\s;{])(?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|float)\s*:|text-align:\s*(?:left|right)/m

  it('know start and end, not left and right', () => {
    expect(
      read(/\.css$/)
        .filter(({ text }) => physical.test(text.replace(/@media[^{]*/g, '')))
        .map(({ name }) => name),
    ).toEqual([])
    expect(physical.test('p { margin-left: 1px }')).toBe(true)
  })

  it('ask no other origin for anything', () => {
    const remote = /https?:\/\/(?!www\.w3\.org)/
    const files = read(/\.(?:css|html|svg|js)$/)
    expect(files.filter(({ text }) => remote.test(text)).map(({ name }) => name)).toEqual([])
  })
})
