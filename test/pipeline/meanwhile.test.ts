// PostgreSQL: what another worker commits while a turn is in hand.
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ChannelEvent } from '../../connectors/connector.ts'
import type { decide, Report } from '../../dedupe/index.ts'
import type { Candidates, Session } from '../../src/pipeline/candidates.ts'
import { inStore } from '../../src/pipeline/candidates-in-store.ts'
import { takeTurn } from '../../src/pipeline/turn.ts'
import { putRule } from '../../src/store/desk.ts'
import { claim } from '../../src/store/inbox.ts'
import { type InboxRow, openStore, type Store, write } from '../../src/store/index.ts'
import { suggestedFor } from '../../src/store/reviews.ts'
import { newPostgres } from '../store/engines.ts'
import { decideByNumber } from './by-number.ts'
import { noon, report, said, townOn } from './town.ts'

let store: Store
beforeAll(async () => {
  store = await openStore(await newPostgres())
})
afterAll(() => store.close())

type Changed = (session: Session) => Session
const asItIs: Changed = (session) => session
const blind: Changed = (session) => ({ ...session, opened: () => {} })

const turnOf = (by: typeof decide, rows: readonly InboxRow[], changed: Changed) => {
  const begin = (): Session => changed(inStore(() => noon, by).begin())
  const candidates: Candidates = { catchUp: async () => {}, begin }
  return takeTurn({ store, candidates, on: {}, clock: () => noon }, rows)
}

/** `late` is looked at and decided; before it is written, another worker has decided on `first`. Where each ends, and what was asked. */
const crossed = async (
  by: typeof decide,
  [known, first, late]: readonly [ChannelEvent, ChannelEvent, ChannelEvent],
  changed: Changed = asItIs,
) => {
  const town = townOn(store, { decide: by })
  await town.hear(known)
  const { events } = await town.pipeline.receive([first, late], { account: 'ministry' })
  const [one, two] = await write(store, (tx) => claim(tx, 2, 60_000))
  let others: Promise<unknown> | undefined
  await turnOf(by, [two!], (session) => ({
    ...changed(session),
    keep: async (tx) => {
      others ??= turnOf(by, [one!], asItIs)
      await others
      return session.keep(tx)
    },
  }))
  const [a, b] = events.map(({ postId }) => postId!)
  return { first: await town.caseOf(a!), late: await town.caseOf(b!), asked: [...(await suggestedFor(store.read, b!))] }
}

const numbersIn = ({ tokens }: Report) => tokens.filter(({ script }) => script === 'digit').map(({ key }) => key)
const none = { p: 0, match: null, suggested: [], rival: null, recurrenceOf: null }
const joining = (id: string) => ({ case: id, weight: 3, p: 1, vetoed: false, terms: [] })

/** Whoever says a number that a case has joins it. */
const bySharing: typeof decide = (said, cases) => {
  const one = cases.find(({ members }) => members.some((m) => numbersIn(m).some((n) => numbersIn(said).includes(n))))
  return one === undefined
    ? { ...none, kind: 'different', reason: 'no-candidate' }
    : { ...none, kind: 'same', p: 1, reason: 'accepted', match: joining(one.id) }
}

it('A person is asked about what another worker opened meanwhile', async () => {
  const told = [report(7100), report(7101), report(7101, { doubt: true })] as const
  const { first, late, asked } = await crossed(decideByNumber, told)
  expect(late).not.toBe(first)
  expect(asked).toEqual([first])
})

it('is the control: nobody is, who does not look again', async () => {
  const told = [report(7100), report(7102), report(7102, { doubt: true })] as const
  expect((await crossed(decideByNumber, told, blind)).asked).toEqual([])
})

it('It is joined where a supervisor lets the machine join at that chance', async () => {
  const lines = (value: unknown) => write(store, (tx) => putRule(tx, 'lines', value, 'Noura', noon))
  await lines({ accept: 0.5, review: 0.3 })
  const told = [report(7103), report(7104), report(7104, { doubt: true })] as const
  const { first, late, asked } = await crossed(decideByNumber, told)
  await lines(null)
  expect([late, asked]).toEqual([first, []])
})

it('A case that was no match is joined, once another worker has put into it what makes it one', async () => {
  const bridge = said('حفرة كبيرة في الشارع رقم 7201 ورقم 7202 وما أحد يصلحها')
  const { first, late } = await crossed(bySharing, [report(7201), bridge, report(7202)])
  expect(late).toBe(first)
})

/** Without a number: what its author told of before. */
const byVoice: typeof decide = (said, cases, options) => {
  if (numbersIn(said).length > 0) return bySharing(said, cases, options)
  const mine = cases.find(({ members }) =>
    members.some((m) => m.author === said.author && numbersIn(m).includes('7301')),
  )
  return mine === undefined
    ? { ...none, kind: 'none', reason: 'no-report' }
    : { ...none, kind: 'same', p: 1, reason: 'burst', match: joining(mine.id) }
}

/** Another worker takes what the same author says next, just before his report is written, and ends first where nothing holds him. */
const followed = async (by: string, changed: Changed, held: () => Promise<unknown>) => {
  const town = townOn(store, { decide: byVoice })
  await town.hear(report(7300, { by }))
  const told = [report(7301, { by }), said('ولا أحد رد علينا إلى الحين', { by })]
  const { events } = await town.pipeline.receive(told, { account: 'ministry' })
  const [one, two] = await write(store, (tx) => claim(tx, 2, 60_000))
  let next: Promise<unknown> | undefined
  await turnOf(byVoice, [one!], (session) => ({
    ...changed(session),
    keep: async (tx) => {
      next ??= turnOf(byVoice, [two!], changed)
      await Promise.race([next, held()])
      return session.keep(tx)
    },
  }))
  await next
  return Promise.all(events.map(({ postId }) => town.caseOf(postId!)))
}

it('What somebody says next waits for what becomes of his report', async () => {
  const [report, next] = await followed('voice', asItIs, () => sleep(500))
  expect(next).toBe(report)
})

it('is the control: with his key let go before the decision it is left alone', async () => {
  const unlocked: Changed = (session) => ({
    ...session,
    look: (_tx, reports) => write(store, (tx) => session.look(tx, reports)),
  })
  const [report, next] = await followed('other voice', unlocked, () => new Promise(() => {}))
  expect([typeof report, next]).toEqual(['string', null])
})
