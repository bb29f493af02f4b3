// The connectors' listening against the simulator: X's stream, hashtags, templates, allowances, deletions, hidden numbers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../../connectors/connector.ts'
import { createConnectors } from '../../../connectors/index.ts'
import { mostHashtags } from '../../../connectors/instagram/poll.ts'
import { type Simulator, startSimulator } from '../../../connectors/simulator/index.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ seed: 21 })
})
afterAll(() => simulator.close())

const signal = new AbortController().signal
const connectors = (env: Record<string, string> = {}) => createConnectors({ ...simulator.environment, ...env })
const until = async (done: () => boolean) => {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('X’s stream', () => {
  const listening = () => {
    const ending = new AbortController()
    const heard: ChannelEvent[] = []
    const log = { opened: 0, falls: [] as string[] }
    const { x } = connectors({ X_STREAM: 'on', X_SEARCH_TERMS: 'انقطاع الكهرباء،حفرة' })
    const ended = x.stream!(
      {
        opened: async () => {
          log.opened += 1
        },
        events: async (events) => void heard.push(...events),
        down: (why) => void log.falls.push(why),
      },
      ending.signal,
    )
    const end = () => {
      ending.abort()
      return ended
    }
    return { heard, log, end }
  }
  it('brings what is said, in whatever spelling, and nothing about something else', async () => {
    const { heard, log, end } = listening()
    await until(() => log.opened === 1)
    const said = [
      await simulator.say({ channel: 'x', from: '@a', text: 'انقطاع كهرباء في سلوى' }),
      await simulator.say({ channel: 'x', from: '@b', text: 'حفره كبيرة بالشارع' }),
    ]
    await simulator.say({ channel: 'x', from: '@c', text: 'انقطاع الماي' })
    await until(() => heard.length === 2)
    await end()
    expect(heard.map(({ remoteId }) => remoteId)).toEqual(said.map(({ id }) => id))
  })
  it('is taken up again after each way of falling, and its gap is what a search by since_id brings', async () => {
    const { log, end } = listening()
    for (const [n, how] of (['close', 'tear'] as const).entries()) {
      await until(() => log.opened === n + 1)
      simulator.cut(how)
      await until(() => log.falls.length === n + 1)
    }
    await until(() => log.opened === 3)
    await end()
    const { x } = connectors({ X_SEARCH_TERMS: 'حفرة' })
    const missed = await simulator.say({ channel: 'x', from: '@gap', text: 'حفرة جديدة' })
    const found: string[] = []
    let cursor: string | null = null
    for (let more = true; more; ) {
      const page = await x.poll!(cursor, signal)
      found.push(...page.events.map(({ remoteId }) => remoteId))
      cursor = page.cursor
      more = page.more
    }
    expect(found).toContain(missed.id)
  })
})

describe('stored posts of X', () => {
  it('are found deleted or edited, and the others stand', async () => {
    const { x } = connectors()
    const say = async (text: string) => (await simulator.say({ channel: 'x', from: '@s', text: `@moi_sim ${text}` })).id
    const [stays, goes, changes] = [await say('1'), await say('2'), await say('3')]
    await simulator.remove(goes)
    await simulator.edit(changes, '@moi_sim بعد التعديل')
    const events = await x.recheck!(
      [stays, goes, changes].map((remoteId) => ({ remoteId, surface: 'mention', account: '' })),
      signal,
    )
    expect(events.map(({ kind, target, text }) => [kind, target, text])).toEqual([
      ['delete', goes, undefined],
      ['edit', changes, '@moi_sim بعد التعديل'],
    ])
  })
})

describe('hashtags', () => {
  const all = async (hashtags: string, cursor: string | null = null) => {
    const { instagram } = connectors({ INSTAGRAM_HASHTAGS: hashtags })
    const events: ChannelEvent[] = []
    let at = cursor
    for (let more = true; more; ) {
      const page = await instagram.poll!(at, signal)
      events.push(...page.events)
      at = page.cursor
      more = page.more
    }
    return { events: events.filter(({ surface }) => surface === 'hashtag'), cursor: at }
  }
  it('are overheard without an author, each post once', async () => {
    const { id } = await simulator.say({ channel: 'instagram', from: '@p', kind: 'caption', text: 'ازدحام #المطلاع' })
    const first = await all('#المطلاع')
    expect(first.events).toMatchObject([{ kind: 'post', remoteId: id, type: 'hashtag' }])
    expect(first.events[0]).not.toHaveProperty('author')
    expect((await all('#المطلاع', first.cursor)).events).toEqual([])
  })
  it('are at most thirty different ones in seven days: one more waits, and is never asked for', async () => {
    const tags = Array.from({ length: mostHashtags + 3 }, (_, n) => `t${n}`)
    const { cursor } = await all(tags.join(','))
    const asked = JSON.parse(cursor!).asked as Record<string, { since: number }>
    // The one asked for before counts too, in the platform's own ledger.
    expect(Object.keys(asked)).toHaveLength(mostHashtags - 1)
    const week = 8 * 24 * 3_600_000
    const aged = JSON.stringify({
      ...JSON.parse(cursor!),
      asked: Object.fromEntries(Object.entries(asked).map(([tag, one]) => [tag, { ...one, since: one.since - week }])),
    })
    const later = JSON.parse((await all(tags.slice(-3).join(','), aged)).cursor!).asked as Record<string, unknown>
    expect(Object.keys(later).length).toBeGreaterThanOrEqual(Object.keys(asked).length)
  })
})

describe('comments that are gone', () => {
  it('are found one by one, and only while the token sees the account’s comments', async () => {
    const { instagram } = connectors()
    const say = async (kind: string) =>
      (await simulator.say({ channel: 'instagram', from: '@c', kind, text: 'هلا' })).id
    const [stays, goes, mention] = [await say('comment'), await say('comment'), await say('mention')]
    await simulator.remove(goes)
    await simulator.remove(mention)
    const account = simulator.environment.INSTAGRAM_ACCOUNT_ID!
    const stored = [
      { remoteId: stays, surface: 'comment', account },
      { remoteId: goes, surface: 'comment', account },
      { remoteId: mention, surface: 'mention', account },
      { remoteId: 'dm', surface: 'dm', account },
    ]
    expect((await instagram.recheck!(stored, signal)).map(({ kind, target }) => [kind, target])).toEqual([
      ['delete', goes],
      ['delete', mention],
    ])
    simulator.fault({ on: 'api', channel: 'instagram', kind: 'revoked-token', method: 'GET' })
    await expect(instagram.recheck!(stored, signal)).rejects.toMatchObject({ kind: 'auth' })
  })
})

describe('answers on Instagram', () => {
  it('are not made again where an earlier try stands already', async () => {
    const { instagram } = connectors()
    const { id: to } = await simulator.say({ channel: 'instagram', from: '@r', kind: 'comment', text: 'هلا' })
    const account = simulator.environment.INSTAGRAM_ACCOUNT_ID!
    const reply = { route: 'instagram-comment', account, to, text: 'أُصلح العطل', key: 'k' } as const
    simulator.fault({ on: 'api', channel: 'instagram', kind: 'reset-after-accept', method: 'POST' })
    expect(await instagram.reply!(reply, signal)).toMatchObject({ kind: 'unknown' })
    const [sent] = simulator.ledger().sent.filter(({ text }) => text === reply.text)
    expect(await instagram.reply!({ ...reply, attempt: 2 }, signal)).toEqual({ kind: 'sent', remoteId: sent!.id })
    expect(simulator.ledger().sent.filter(({ text }) => text === reply.text)).toHaveLength(1)
  })
  it('reach whoever mentioned the account elsewhere', async () => {
    const { instagram } = connectors()
    const { id: to } = await simulator.say({ channel: 'instagram', from: '@m', kind: 'mention', text: 'يا وزارة' })
    const account = simulator.environment.INSTAGRAM_ACCOUNT_ID!
    const reply = { route: 'instagram-mention', account, to, text: 'وصلتنا', key: 'k' } as const
    expect(await instagram.reply!(reply, signal)).toMatchObject({ kind: 'sent' })
    expect(simulator.ledger().sent.at(-1)).toMatchObject({ route: 'mention', to, text: 'وصلتنا' })
  })
})

describe('WhatsApp', () => {
  it('tells its approved templates, and refuses one it does not know', async () => {
    const { whatsapp } = connectors()
    const templates = await whatsapp.templates!(signal)
    expect(templates.map(({ name, language, status, variables }) => [name, language, status, variables])).toEqual([
      ['case_update', 'ar', 'APPROVED', 2],
      ['case_update', 'en', 'APPROVED', 2],
      ['season_greetings', 'ar', 'REJECTED', 0],
    ])
    const template = { name: 'unheard_of', language: 'ar', variables: [] }
    const account = simulator.environment.WHATSAPP_PHONE_NUMBER_ID!
    expect(
      await whatsapp.reply!(
        { route: 'whatsapp-template', account, to: '96599000001', text: '', key: 'k', template },
        signal,
      ),
    ).toMatchObject({ kind: 'refused', code: '132001' })
  })
  it('limits how often one citizen is written to', async () => {
    const { whatsapp } = connectors()
    const { authorId: to } = await simulator.say({ channel: 'whatsapp', from: '+96599000042', text: 'هلا' })
    const account = simulator.environment.WHATSAPP_PHONE_NUMBER_ID!
    const send = (n: number) =>
      whatsapp.reply!({ route: 'whatsapp-session', account, to, text: `${n}`, key: `pair ${n}` }, signal)
    const outcomes = []
    for (let n = 0; n < 47; n += 1) outcomes.push(await send(n))
    expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(45)
    expect(outcomes.at(-1)).toMatchObject({ kind: 'retry', reason: expect.stringContaining('131056') })
  })
})

describe('tests of the accounts', () => {
  it('pass where nothing is missing', async () => {
    const { x, instagram, whatsapp } = connectors()
    for (const connector of [x, instagram, whatsapp])
      for (const probe of await connector.test!(signal)) expect(probe).toEqual({ name: probe.name, ok: true })
  })
  it('say when an allowance is used up', async () => {
    simulator.exhaust('users')
    expect(await connectors().x.test!(signal)).toContainEqual(expect.objectContaining({ ok: false, problem: 'rate' }))
    simulator.exhaust('graph')
    await expect(connectors().instagram.poll!(null, signal)).rejects.toMatchObject({ kind: 'rate' })
  })
})
