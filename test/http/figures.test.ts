import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aspects } from '../../src/http/show/lab.ts'
import { areasOf, hoursOf, unplacedOf } from '../../src/http/show/map.ts'
import { asItWas } from '../../src/http/show/past.ts'
import { byGroup, byHour, byWeek, median, type Said, spikes } from '../../src/http/show/trends.ts'

const hour = 3_600_000
const week = 168 * hour
const now = Date.UTC(2026, 9, 20, 12, 30)

type Row = Parameters<typeof areasOf>[0][number]
const row = (area: string | null, opened: number, closed: number | null = null, kind = 'complaint'): Row => ({
  area,
  kind,
  posts: 2,
  opened_at: opened,
  closed_at: closed,
})

describe('The map', () => {
  const rows = [
    row('surra', now - 3 * hour),
    row('surra', now - hour, now - 1, 'emergency'),
    row('jahra', now - 50 * hour, null, 'emergency'),
    row(null, now - hour),
  ]

  it('counts what is open now, area by area, and what names no area', () => {
    expect(areasOf(rows)).toEqual([
      { id: 'jahra', open: 1, emergencies: 1, posts: 2 },
      { id: 'surra', open: 1, emergencies: 0, posts: 2 },
    ])
    expect(unplacedOf(rows)).toBe(1)
  })

  it('replays the hours: what was open before the first of them is open in it', () => {
    const hours = hoursOf(rows, 4, now)
    expect(hours.map(({ open }) => open.jahra)).toEqual([1, 1, 1, 1])
    expect(hours.map(({ open }) => open.surra ?? 0)).toEqual([1, 1, 2, 1])
  })

  it('ends its replay where the map stands now, whatever was opened and closed', () => {
    const rowsOf = fc.array(
      fc.record({
        area: fc.constantFrom('a', 'b', 'c', null),
        kind: fc.constant('complaint'),
        posts: fc.constant(1),
        opened_at: fc.integer({ min: now - 100 * hour, max: now }),
        closed_at: fc.option(fc.integer({ min: now - 100 * hour, max: now })),
      }),
    )
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 90 }), (given, hours) => {
        const whole = given.map((one) => ({
          ...one,
          closed_at: one.closed_at && Math.max(one.closed_at, one.opened_at),
        }))
        const last = hoursOf(whole, hours, now).at(-1)!.open
        expect(last).toEqual(Object.fromEntries(areasOf(whole).map(({ id, open }) => [id, open])))
      }),
    )
  })
})

const said = (at: number, more: Partial<Said> = {}): Said => ({
  at,
  author: 'a',
  channel: 'x',
  case: 'c',
  agency: null,
  topic: null,
  area: null,
  ...more,
})

describe('Trends', () => {
  it('count a citizen once an hour and once a group, however often he speaks', () => {
    const all = [said(now), said(now - 1), said(now - hour), said(now, { author: 'b', channel: 'whatsapp' })]
    const hours = byHour(all, { from: Math.floor(now / hour) * hour - hour, until: now + 1 })
    expect(hours.map(({ posts, authors, cases }) => [posts, authors, cases])).toEqual([
      [1, 1, 1],
      [3, 2, 1],
    ])
    expect(byGroup(all, 'channel').map(({ name, posts, authors }) => [name.id, posts, authors])).toEqual([
      ['x', 3, 1],
      ['whatsapp', 1, 1],
    ])
  })

  it('find a spike against the same hours of the weeks before, and none where every week is as loud', () => {
    const span = { from: now - 6 * hour, until: now }
    const storm = Array.from({ length: 30 }, (_, i) => said(now - hour - i, { topic: 'power.outage', area: 'surra' }))
    const [spike, ...rest] = spikes(storm, [], span, 4)
    expect(rest).toEqual([])
    expect(spike).toMatchObject({ topic: { id: 'power' }, area: { id: 'surra' }, posts: 30, expected: 0 })
    const usual = [1, 2, 3, 4].flatMap((n) => storm.map((one) => ({ ...one, at: one.at - n * week })))
    expect(spikes(storm, usual, span, 4)).toEqual([])
    const atNight = usual.map((one) => ({ ...one, at: one.at - 12 * hour }))
    expect(spikes(storm, atNight, span, 4)).toHaveLength(1)
  })

  it('tell the middle of first answers, and the quality of matching by weeks that begin on Sunday in Kuwait', () => {
    expect([median([]), median([3]), median([1, 9, 5]), median([1, 3])]).toEqual([null, 3, 5, 2])
    const [of] = byWeek(
      [now, now],
      [now],
      [
        { p: 0.6, answer: 'same', at: now },
        { p: 0.6, answer: 'different', at: now },
      ],
    )
    expect(of).toEqual({ week: '2026-10-17T21:00:00.000Z', confirmed: 1, refuted: 1, machineRight: 1, asked: 2 })
  })
})

describe('The lab', () => {
  it('says how much each aspect moved the joins, the weightiest first, and leaves out where a comparison starts', () => {
    const match = (...terms: readonly (readonly [string, number])[]) => ({
      terms: terms.map(([aspect, weight]) => ({ aspect, weight })),
    })
    const matches = [
      match(['bias', -3], ['place', 2], ['words', 0.5]),
      match(['place', 1], ['words', -0.1], ['time', 0.01]),
    ]
    expect(aspects(matches)).toEqual([
      { aspect: 'place', agreed: 2, agreeing: 1.5, differed: 0, differing: 0 },
      { aspect: 'words', agreed: 1, agreeing: 0.5, differed: 1, differing: -0.1 },
    ])
  })
})

describe('A case as it was', () => {
  const event = (seq: number, kind: string, more: object = {}) => ({
    id: `e${seq}`,
    seq,
    kind,
    post_id: null,
    data: '{}',
    undoes: null,
    ...more,
  })

  it('follows joins, splits and their undoing, and the status that a person set', () => {
    const events = [
      event(1, 'opened', { post_id: 'p1' }),
      event(2, 'joined', { post_id: 'p2' }),
      event(3, 'split'),
      event(4, 'status', { data: '{"before":{"status":"open"},"after":{"status":"solved"}}' }),
      event(5, 'undone', { undoes: 'e4' }),
      event(6, 'undone', { undoes: 'e3' }),
    ]
    const moves = [
      { seq: 3, post: 'p2', from: 'c', to: 'd' },
      { seq: 6, post: 'p2', from: 'd', to: 'c' },
    ]
    const until = (seq: number) =>
      asItWas(
        'c',
        events.filter((one) => one.seq <= seq),
        moves.filter((one) => one.seq <= seq),
        'open',
      )
    expect([1, 2, 3, 6].map((seq) => until(seq).posts)).toEqual([['p1'], ['p1', 'p2'], ['p1'], ['p1', 'p2']])
    expect([1, 4, 5].map((seq) => until(seq).standing.status)).toEqual(['open', 'solved', 'open'])
  })

  it('remembers what a person corrected and whom he gave the work, and other agencies that were asked', () => {
    const data = (value: object) => ({ data: JSON.stringify(value) })
    const events = [
      event(1, 'opened', { post_id: 'p1' }),
      event(2, 'edited', data({ before: { fixed: {} }, after: { fixed: { title: 'انقطاع' } } })),
      event(3, 'assigned', data({ before: { agency: 'mew', assigned: false }, after: { agency: 'mpw' } })),
      event(4, 'noted', data({ agency: 'kfd', does: 'ask' })),
      event(5, 'undone', { undoes: 'e2' }),
      event(6, 'noted', data({ agency: 'kfd', does: 'done' })),
      event(7, 'undone', { undoes: 'e3' }),
      event(8, 'noted', data({ agency: 'kfd', does: 'leave' })),
    ]
    const until = (seq: number) => asItWas('c', events.slice(0, seq), [], 'open')
    expect([1, 2, 5].map((seq) => until(seq).standing.fixed)).toEqual([{}, { title: 'انقطاع' }, {}])
    expect([2, 3, 7].map((seq) => until(seq).standing.assigned)).toEqual([false, true, false])
    expect(until(3).standing.agency).toBe('mpw')
    expect([3, 4, 6, 8].map((seq) => until(seq).asked)).toEqual([
      [],
      [{ agency: 'kfd', done: false }],
      [{ agency: 'kfd', done: true }],
      [],
    ])
  })
})
