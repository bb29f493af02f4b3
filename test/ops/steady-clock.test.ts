// R3: the machine's clock is set by two days, either way. Nobody is told twice, and nothing waits for days.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../src/log.ts'
import { byTheClock, lookAtTheClockAgain } from '../../src/ops/by-the-clock.ts'
import { createSteadyClock, type Moved, movedIn } from '../../src/ops/steady-clock.ts'
import { createDeliverer } from '../../src/replies/index.ts'
import { moveAlong } from '../../src/store/clock-set.ts'
import { write } from '../../src/store/index.ts'
import { claimSlot } from '../../src/store/slots.ts'
import { answer, type Street, street } from '../replies/street.ts'
import { onBothEngines } from '../store/engines.ts'

const minute = 60_000
const days = 2 * 24 * 60 * minute

const played = () => {
  const at = { wall: 1_000_000, steady: 7 }
  const clock = createSteadyClock(
    () => at.wall,
    () => at.steady,
  )
  const pass = (ms: number) => {
    at.wall += ms
    at.steady += ms
  }
  return { at, clock, pass }
}

describe('The clock the server goes by', () => {
  it('follows the machine’s, and the little corrections of it', async () => {
    const { at, clock, pass } = played()
    pass(minute)
    expect(clock.now()).toBe(1_060_000)
    at.wall += 800
    expect(await clock.follow(async () => expect.unreachable())).toBe(0)
    expect(clock.now()).toBe(1_060_800)
  })

  it.each([days, -days])('does not show that it was set by %d ms before what waits has been moved', async (by) => {
    const { at, clock } = played()
    const before = clock.now()
    at.wall += by
    expect(clock.now()).toBe(before)
    const fails: Moved = () => Promise.reject(new Error('the disk is full'))
    await expect(clock.follow(fails)).rejects.toThrow()
    expect(clock.now()).toBe(before)
    const moves: Moved = async (set, adopt) => {
      expect(set).toEqual({ from: before, to: before + by })
      adopt()
    }
    expect(await clock.follow(moves)).toBe(by)
    expect(clock.now()).toBe(before + by)
  })
})

onBothEngines('When the clock is set', (open) => {
  /** Two neighbours on WhatsApp, whose channel took the words and did not say so. */
  const unknown = async (): Promise<Street> => {
    const there = await street(await open())
    there.whatsapp.next('lost-after-taken', 'lost-after-taken')
    await answer(there)
    // The reply window is another matter: here it stays open.
    await write(there.town.store, (tx) => tx.updateTable('deliveries').set({ deadline: null }).execute())
    await createDeliverer(there.desk).turn()
    expect(there.whatsapp.taken).toHaveLength(2)
    return there
  }
  const set = async ({ town }: Street, by: number) => {
    await write(town.store, (tx) => moveAlong(tx, { from: town.clock, to: town.clock + by }))
    town.clock += by
  }

  it.each([days, -days])('by %d ms, what a channel has not told yet is not sent again before its time', async (by) => {
    const there = await unknown()
    await set(there, by)
    for (let n = 0; n < 3; n++) await createDeliverer(there.desk).turn()
    expect(there.whatsapp.taken).toHaveLength(2)
    // In its time it is.
    there.town.clock += 20 * minute
    await createDeliverer(there.desk).turn()
    await createDeliverer(there.desk).turn()
    expect(there.whatsapp.taken).toHaveLength(4)
  })

  it('without moving what waits, they would be told twice: the control', async () => {
    const there = await unknown()
    there.town.clock += days
    for (let n = 0; n < 3; n++) await createDeliverer(there.desk).turn()
    expect(there.whatsapp.taken).toHaveLength(4)
  })

  it('back, what was to be done in a minute is done in a minute, and paces do not stand still', async () => {
    const there = await street(await open())
    const { town } = there
    await answer(there)
    await createDeliverer(there.desk).turn()
    await set(there, -days)
    const again = await answer(there, { texts: { ar: 'عادت الكهرباء، نعتذر.' } })
    town.clock += minute
    for (let n = 0; n < 4; n++) await createDeliverer(there.desk).turn()
    const rows = await town.store.read
      .selectFrom('deliveries')
      .select(['state'])
      .where('reply_id', '=', again.reply.id)
      .where('route', 'is not', null)
      .execute()
    expect(rows.map(({ state }) => state)).not.toContain('planned')
    expect(there.whatsapp.taken).toHaveLength(4)
  })

  it('back, scheduled work goes on with the next time the clock names', async () => {
    const store = await open()
    const now = Date.now()
    const slot = (at: number) => write(store, (tx) => claimSlot(tx, 'x:pull', at))
    expect(await slot(now)).toBe(true)
    expect(await slot(now - days + minute)).toBe(false)
    await write(store, (tx) => moveAlong(tx, { from: now, to: now - days }))
    expect(await slot(now - days + minute)).toBe(true)
  })
})

describe('What is done by the clock', () => {
  afterEach(() => vi.useRealTimers())

  it('goes on by the new time, and comes late rather than not at all', async () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 10, 28, 9, 0, 30) })
    let done = 0
    const task = byTheClock('* * * * *', async () => ++done)
    await vi.advanceTimersByTimeAsync(minute)
    expect(done).toBe(1)
    // The machine was busy for six seconds just then.
    await vi.advanceTimersByTimeAsync(29_000)
    vi.setSystemTime(Date.now() + 6_000)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(done).toBe(2)
    vi.setSystemTime(Date.now() - days)
    // The control: left alone, it waits for days.
    await vi.advanceTimersByTimeAsync(10 * minute)
    expect(done).toBe(2)
    lookAtTheClockAgain()
    await vi.advanceTimersByTimeAsync(2 * minute)
    expect(done).toBe(4)
    await task.destroy()
  })
})

onBothEngines('A server', (open) => {
  it('on PostgreSQL follows the database, on SQLite its machine', async () => {
    const store = await open()
    let adopted = 0
    const now = Date.now()
    const moved = movedIn(store, createLog('silent'))
    await moved({ from: now, to: now + days }, () => adopted++)
    expect(adopted).toBe(store.engine === 'sqlite' ? 1 : 0)
    await moved({ from: now + days, to: now }, () => adopted++)
    expect(adopted).toBe(store.engine === 'sqlite' ? 2 : 1)
  })
})
