import { describe, expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { admin, type House, newHouse } from './harness.ts'

const listen = async (house: House, last?: string) => {
  const response = await house.app.request('/api/v1/events', {
    headers: { authorization: `Bearer ${admin}`, ...(last === undefined ? {} : { 'last-event-id': last }) },
  })
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  let text = ''
  return {
    /** Reads until what was heard satisfies `enough`. */
    until: async (enough: (text: string) => boolean): Promise<string> => {
      while (!enough(text)) {
        const { value, done } = await reader.read()
        if (done) break
        text += decoder.decode(value, { stream: true })
      }
      return text
    },
    leave: () => reader.cancel(),
  }
}

const say = async (house: House, id: string, text: string) => {
  const body = { id, channel: 'whatsapp', text, created_at: new Date().toISOString() }
  await house.ask('POST', '/api/v1/posts', { as: admin, body })
  await house.server.pipeline.drain()
}
const ids = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id))

onBothEngines('a listener', (open) => {
  it('hears what happens from now on, and on return what was missed, in order and once', async () => {
    const house = await newHouse(await open())
    await say(house, 'a', 'انقطاع الكهرباء في سلوى قطعة 3')
    const first = await listen(house)
    await first.until((text) => text.includes('hello'))
    await say(house, 'b', 'حفرة في شارع سالم المبارك بالسالمية')
    const heard = await first.until((text) => /event: opened/.test(text))
    await first.leave()
    const last = ids(heard).at(-1)!
    const message = JSON.parse(/event: opened\ndata: (.*)/.exec(heard)![1]!)
    expect(message).toMatchObject({ kind: 'opened', caseId: expect.any(String), at: expect.any(String) })

    await say(house, 'c', 'ماسورة منفجرة في الفحيحيل قطعة 5')
    const second = await listen(house, String(last))
    const missed = ids(await second.until((text) => /event: opened/.test(text)))
    await second.leave()
    expect(missed).toEqual(missed.toSorted((a, b) => a - b))
    expect(missed[0]).toBe(last)
    expect(missed.length).toBeGreaterThan(1)
  })
})

describe('a listener that missed much', () => {
  it('goes on from the middle of it: each event after its position, once and in order', async () => {
    const house = await newHouse()
    for (let n = 1; n <= 6; n++) await say(house, `m${n}`, `حفرة في شارع سالم المبارك بالسالمية رقم ${n}`)
    const all = await house.server.store.read.selectFrom('events').select('seq').orderBy('seq').execute()
    const middle = all[Math.floor(all.length / 2)]!.seq
    const listener = await listen(house, String(middle))
    const heard = ids(await listener.until((text) => ids(text).length > all.length - middle))
    await listener.leave()
    expect(heard).toEqual([middle, ...all.map(({ seq }) => seq).filter((seq) => seq > middle)])
  })
})

describe('a position', () => {
  it.each(['nonsense', '-1', '99999999999999', "1' or 1=1"])('%j that is none of ours starts at now', async (last) => {
    const house = await newHouse()
    await say(house, 'a', 'انقطاع الكهرباء في سلوى قطعة 3')
    const listener = await listen(house, last)
    expect(await listener.until((text) => text.includes('\n\n'))).toMatch(/event: hello/)
    await listener.leave()
  })
})
