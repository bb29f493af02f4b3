import { expect, it } from 'vitest'
import { onBothEngines } from '../store/engines.ts'
import { filled, get, send } from './matters.ts'

onBothEngines('a write with an Idempotency-Key', (open) => {
  it('happens once and is answered alike; the key is good for no other request', async () => {
    const { house, cases } = await filled(await open())
    const { id } = cases[0]!
    const keyed = (text: string) => send(house, `/cases/${id}/note`, { text }, { 'idempotency-key': 'k-1' })
    const [first, second] = [await keyed('ملاحظة'), await keyed('ملاحظة')]
    expect(second.text).toBe(first.text)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    const notes = async () =>
      (await get(house, `/cases/${id}/events`)).body.items.filter(({ kind }: { kind: string }) => kind === 'noted')
    expect(await notes()).toHaveLength(1)
    expect((await keyed('غيرها')).body).toMatchObject({ status: 422, code: 'key-reused' })
    const other = await house.token('agent')
    const theirs = await house.ask('POST', `/api/v1/cases/${id}/note`, {
      as: other,
      body: { text: 'ملاحظة' },
      headers: { 'idempotency-key': 'k-1' },
    })
    expect(theirs.headers.get('idempotency-replayed')).toBeNull()
    await send(house, `/cases/${id}/note`, { text: 'ملاحظة' })
    expect(await notes()).toHaveLength(3)
    expect((await send(house, `/cases/${id}/note`, { text: 'a' }, { 'idempotency-key': 'k'.repeat(201) })).status).toBe(
      400,
    )
  })

  it('refuses a repetition while the first still runs', async () => {
    const { house, cases } = await filled(await open())
    const keyed = () => send(house, `/cases/${cases[0]!.id}/note`, { text: 'a' }, { 'idempotency-key': 'race' })
    const answers = await Promise.all([keyed(), keyed(), keyed(), keyed()])
    const history = (await get(house, `/cases/${cases[0]!.id}/events`)).body.items
    expect(history.filter(({ kind }: { kind: string }) => kind === 'noted')).toHaveLength(1)
    const statuses = answers.map(({ status }) => status)
    expect(statuses).toContain(200)
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([])
  })
})
