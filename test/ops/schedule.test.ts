import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import {
  type ChannelEvent,
  type Connector,
  ConnectorError,
  type Ears,
  type PollPage,
} from '../../connectors/connector.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { createLog } from '../../src/log.ts'
import { createSchedule, type Schedule } from '../../src/ops/schedule.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { quietUntil, recentRuns } from '../../src/store/connector-runs.ts'
import { openStore, type Store } from '../../src/store/index.ts'

const empty: PollPage = { events: [], cursor: 'a', more: false }
const x = (poll: () => Promise<PollPage>, more: Partial<Connector> = {}): Connector => ({
  channel: 'x',
  limits: { routes: [] },
  inspect: () => [],
  poll,
  ...more,
})

const open: { store: Store; schedule: Schedule }[] = []
afterEach(async () => {
  for (const { store, schedule } of open.splice(0)) {
    await schedule.stop()
    await store.close()
  }
})

const scheduleOf = async (connectors: readonly Connector[]) => {
  const store = await openStore('sqlite::memory:')
  const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
  const log = createLog('silent')
  const schedule = createSchedule({ store, pipeline, log, clock: Date.now, connectors, chance: () => 0 })
  open.push({ store, schedule })
  return { store, schedule, runs: () => recentRuns(store.read, 'x:pull', 10) }
}

const post = (remoteId: string): ChannelEvent => ({
  kind: 'post',
  channel: 'x',
  account: '1',
  remoteId,
  type: 'post',
  text: 'انقطاع الكهرباء في سلوى',
})

describe('a run', () => {
  it('is recorded with what was read, what was new, and what was about something else', async () => {
    const pages = [{ events: [post('1'), post('2')], cursor: 'a', more: true, passedOver: 3 }, empty]
    const { schedule, runs } = await scheduleOf([x(async () => pages.shift()!)])
    expect(await schedule.run(schedule.tasks[0]!)).toBe(true)
    expect(await runs()).toMatchObject([{ fetched: 5, fresh: 2, passedOver: 3, fault: null }])
    expect((await runs())[0]!.endedAt).not.toBeNull()
  })
  it('that fails says why in a word, and leaves the channel alone as long as it asked', async () => {
    const { store, schedule, runs } = await scheduleOf([
      x(async () => {
        throw new ConnectorError('x', 'rate', 'x: slow down', 60_000)
      }),
    ])
    await schedule.run(schedule.tasks[0]!)
    expect(await runs()).toMatchObject([{ fault: 'rate' }])
    expect((await quietUntil(store.read, 'x:pull')) - Date.now()).toBeGreaterThan(50_000)
  })
  it('never overlaps another of its task', async () => {
    let inside = 0
    const others = Promise.withResolvers<void>()
    const { schedule } = await scheduleOf([
      x(async () => {
        inside += 1
        await others.promise
        return empty
      }),
    ])
    // It goes on until the other five have come and gone.
    let gone = 0
    const ran = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const did = await schedule.run(schedule.tasks[0]!)
        gone += 1
        if (gone === 5) others.resolve()
        return did
      }),
    )
    expect([inside, ran.filter(Boolean).length]).toEqual([1, 1])
  })
  it('knows when the next one is due, in Kuwait’s minutes', async () => {
    const { schedule } = await scheduleOf([x(async () => empty, { recheck: async () => [] })])
    await schedule.start()
    const [pull, recheck] = schedule.tasks
    expect(schedule.nextRun(pull!)! - Date.now()).toBeLessThanOrEqual(60_000)
    const at = new Intl.DateTimeFormat('en', {
      timeZone: 'Asia/Kuwait',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    expect(at.format(schedule.nextRun(recheck!)!)).toBe('03:17')
  })
})

describe('a channel that speaks by itself', () => {
  const speaking = () => {
    const lines: { ears: Ears; signal: AbortSignal }[] = []
    const asked: number[] = []
    const connector = x(
      async () => {
        asked.push(Date.now())
        return empty
      },
      {
        stream: (ears, signal) => {
          lines.push({ ears, signal })
          return new Promise((resolve) => signal.addEventListener('abort', () => resolve()))
        },
      },
    )
    return { connector, lines, asked }
  }
  it('is heard, and what was said meanwhile is asked for each time the line stands', async () => {
    const { connector, lines, asked } = speaking()
    const { store, schedule } = await scheduleOf([connector])
    await schedule.start()
    for (let n = 1; n <= 2; n += 1) {
      await lines[0]!.ears.opened()
      while (asked.length < n) await sleep(5)
      await lines[0]!.ears.events([post(String(n))])
      lines[0]!.ears.down('closed', 250)
    }
    expect(schedule.streamState('x')).toMatchObject({ state: 'down', fault: 'closed' })
    const { count } = await store.read
      .selectFrom('inbox')
      .select((e) => e.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(2)
  })
  it('is listened to by one process, and by the next when that one ends', async () => {
    const { connector, lines } = speaking()
    const first = await scheduleOf([connector])
    const { store } = first
    const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
    const second = createSchedule({
      store,
      pipeline,
      log: createLog('silent'),
      clock: Date.now,
      connectors: [connector],
    })
    await first.schedule.start()
    await second.resume('x')
    expect(lines.length).toBe(1)
    await first.schedule.pause('x', 'نورة')
    await second.resume('x')
    expect([lines.length, lines[0]!.signal.aborted, lines[1]!.signal.aborted]).toEqual([2, true, false])
    await second.stop()
  })
  it('is not listened to while it is paused', async () => {
    const { connector, lines } = speaking()
    const { schedule } = await scheduleOf([connector])
    await schedule.start()
    await schedule.pause('x', 'نورة')
    expect([lines.length, lines[0]!.signal.aborted, schedule.streamState('x')]).toEqual([1, true, null])
    await schedule.resume('x')
    expect([lines.length, lines[1]!.signal.aborted]).toEqual([2, false])
  })
})
