import { describe, expect, it } from 'vitest'
import { type ChannelEvent, type Connector, ConnectorError, type PollPage } from '../../connectors/connector.ts'
import { createMatcher } from '../../dedupe/index.ts'
import { createLog } from '../../src/log.ts'
import { pull } from '../../src/ops/pulls.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { cursorOf } from '../../src/store/cursors.ts'
import type { Store } from '../../src/store/index.ts'
import { onBothEngines } from '../store/engines.ts'

const mention = (remoteId: string): ChannelEvent => ({
  kind: 'post',
  channel: 'x',
  remoteId,
  type: 'tweet',
  surface: 'mention',
  text: `انقطاع الكهرباء في سلوى قطعة ${remoteId}`,
  createdAt: new Date().toISOString(),
})
const pageOf = (ids: readonly string[], cursor: string | null, more: boolean): PollPage => ({
  events: ids.map(mention),
  cursor,
  more,
})

/** Answers by cursor, as a channel would; a missing page is a failure. */
const channel = (pages: Readonly<Record<string, PollPage>>): Connector => ({
  channel: 'x',
  limits: { routes: [] },
  inspect: () => [],
  poll: async (cursor) => {
    const page = pages[cursor ?? '']
    if (page === undefined) throw new ConnectorError('x', 'rate', 'x: slow down', 1000)
    return page
  },
})

const partsOf = (store: Store) => ({
  store,
  pipeline: createPipeline({ store, matcher: createMatcher(), clock: Date.now }),
  log: createLog('silent'),
  clock: Date.now,
})
const signal = new AbortController().signal

onBothEngines('a channel that is asked', (open) => {
  it('is read page by page from where the last reading ended', async () => {
    const parts = partsOf(await open())
    const pages = { '': pageOf(['1', '2'], 'a', true), a: pageOf(['3'], 'b', false), b: pageOf(['3', '4'], 'c', false) }
    expect(await pull(parts, channel(pages), signal)).toBe(3)
    expect(await cursorOf(parts.store.read, 'poll:x')).toBe('b')
    expect(await pull(parts, channel(pages), signal)).toBe(1)
    expect(await cursorOf(parts.store.read, 'poll:x')).toBe('c')
  })

  it('that fails midway loses nothing: the cursor stands where the last stored page ended', async () => {
    const parts = partsOf(await open())
    await expect(pull(parts, channel({ '': pageOf(['1'], 'a', true) }), signal)).rejects.toThrow(ConnectorError)
    expect(await cursorOf(parts.store.read, 'poll:x')).toBe('a')
    expect(await pull(parts, channel({ a: pageOf(['2'], null, false) }), signal)).toBe(1)
    expect(await cursorOf(parts.store.read, 'poll:x')).toBe('a')
  })
})

describe('an endless channel', () => {
  it('is left for the next minute after a while', async () => {
    const { openStore } = await import('../../src/store/index.ts')
    const parts = partsOf(await openStore('sqlite::memory:'))
    let asked = 0
    const endless: Connector = {
      ...channel({}),
      poll: async () => pageOf([`${++asked}`], String(asked), true),
    }
    await pull(parts, endless, signal)
    expect(asked).toBe(20)
    await parts.store.close()
  })
})
