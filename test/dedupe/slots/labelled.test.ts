// Slots against labels: the kept fifth of the labelled utterances, which no rule was tuned on.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kuwait } from '../../../dedupe/kuwait.ts'
import { prepare } from '../../../dedupe/prepare.ts'
import type { PlaceMention, Report } from '../../../dedupe/types.ts'
import { post } from '../post.ts'

type Label = {
  readonly text: string
  readonly register: string
  readonly kind: string
  readonly topic: string | null
  readonly names: readonly { readonly text: string }[]
  readonly places: readonly { readonly role: string; readonly area?: string; readonly block?: string }[]
}

const labels = readFileSync(join(import.meta.dirname, '../../fixtures/utterances-kept.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Label)
const read = labels.map((label) => ({ label, report: prepare(post(label.text)) }))

const gold = ({ places }: Label, slot: 'area' | 'block') =>
  new Set(places.filter(({ role }) => role === 'incident').flatMap((place) => place[slot]?.toLowerCase() ?? []))
const found = (report: Report, slot: PlaceMention['slot']) =>
  new Set(report.places.filter((p) => p.slot === slot && p.role === 'incident' && p.sure).map(({ value }) => value))

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((one) => b.has(one))

const score = (slot: 'area' | 'block', reader = found) => {
  const rows = read.filter(({ label }) => gold(label, slot).size > 0)
  const right = rows.filter(({ label, report }) => meet(gold(label, slot), reader(report, slot)))
  const wrong = rows.filter(
    ({ label, report }) => reader(report, slot).size > 0 && !meet(gold(label, slot), reader(report, slot)),
  )
  return { n: rows.length, right: right.length / rows.length, wrong: wrong.length / rows.length }
}

describe('slots of posts that no rule was tuned on', () => {
  it('names the area', () => {
    const { n, right, wrong } = score('area')
    expect(n).toBeGreaterThan(90)
    expect(right).toBeGreaterThanOrEqual(0.93)
    expect(wrong).toBeLessThanOrEqual(0.02)
  })

  it('names the block', () => {
    const { n, right, wrong } = score('block')
    expect(n).toBeGreaterThan(25)
    expect(right).toBeGreaterThanOrEqual(0.97)
    expect(wrong).toBeLessThanOrEqual(0.01)
  })

  const complaints = read.filter(({ label }) => ['complaint', 'emergency'].includes(label.kind))
  const withProblem = (rows: typeof read) =>
    rows.filter(({ report }) => report.concepts.some(({ role }) => role === 'problem')).length / rows.length

  it('hears a problem in most complaints, surely or as a guess, in Arabizi too', () => {
    expect(withProblem(complaints)).toBeGreaterThanOrEqual(0.8)
    expect(withProblem(complaints.filter(({ label }) => label.register === 'arabizi'))).toBeGreaterThanOrEqual(0.7)
  })

  it('is right about what it hears surely, nine times of ten', () => {
    const topicOf = new Map(kuwait.problems.map(({ id, topic }) => [id, topic]))
    const heard = complaints.flatMap(({ label, report }) => {
      const problems = report.concepts.filter(({ role, sure }) => role === 'problem' && sure)
      return problems.length === 0 ? [] : [problems.some(({ id }) => topicOf.get(id) === label.topic)]
    })
    expect(heard.length).toBeGreaterThan(20)
    expect(heard.filter((right) => right).length / heard.length).toBeGreaterThanOrEqual(0.9)
  })

  it('hears none in most of what reports nothing', () => {
    const others = read.filter(({ label }) => ['greeting', 'advert', 'chain', 'other'].includes(label.kind))
    expect(withProblem(others)).toBeLessThanOrEqual(0.35)
  })

  it('finds half of the named things', () => {
    const named = read.filter(({ label }) => label.names.length > 0)
    const found = named.filter(({ label, report }) =>
      label.names.some(({ text }) => {
        const at = label.text.indexOf(text)
        return report.names.some(({ start, end }) => start < at + text.length && at < end)
      }),
    )
    expect(found.length / named.length).toBeGreaterThanOrEqual(0.45)
  })

  it('would notice a reader that reads nothing, or anything', () => {
    expect(score('area', () => new Set()).right).toBe(0)
    expect(score('area', () => new Set(['salmiya'])).wrong).toBeGreaterThan(0.5)
  })

  it('knows the topic of most reports', () => {
    const reports = read.filter(
      ({ label }) => label.topic !== null && ['complaint', 'emergency', 'suggestion', 'inquiry'].includes(label.kind),
    )
    const right = reports.filter(({ label, report }) => report.topics[0]?.id === label.topic)
    expect(right.length / reports.length).toBeGreaterThanOrEqual(0.58)
  })
})
