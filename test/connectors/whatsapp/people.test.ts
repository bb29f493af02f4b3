// Who is one person in the store, as WhatsApp's ids come, go and change.
import { expect, it } from 'vitest'
import { createConnectors } from '../../../connectors/index.ts'
import { createMatcher } from '../../../dedupe/index.ts'
import { createPipeline } from '../../../src/pipeline/index.ts'
import type { Store } from '../../../src/store/index.ts'
import { onBothEngines } from '../../store/engines.ts'

type Ids = { readonly phone?: string; readonly user?: string }

const delivery = (value: object, field = 'messages') => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: [{ field, value: { metadata: { phone_number_id: '106' }, ...value } }] }],
})
const says = (id: string, { phone, user }: Ids, at = '1795864750') =>
  delivery({
    contacts: [{ profile: { name: 'م' }, ...(phone ? { wa_id: phone } : {}), ...(user ? { user_id: user } : {}) }],
    messages: [
      {
        id,
        timestamp: at,
        type: 'text',
        text: { body: `هلا ${id}` },
        ...(phone ? { from: phone } : {}),
        ...(user ? { from_user_id: user } : {}),
      },
    ],
  })
const changedNumber = (from: string, to: string) =>
  delivery({
    messages: [
      {
        id: `s.${from}`,
        from,
        timestamp: '1795864751',
        type: 'system',
        system: { type: 'user_changed_number', body: 'x', wa_id: to },
      },
    ],
  })
const rotated = (previous: string, current: string, phone?: string) =>
  delivery(
    {
      user_id_update: [{ ...(phone ? { wa_id: phone } : {}), user_id: { previous, current }, timestamp: '1795864752' }],
    },
    'user_id_update',
  )

const hear = async (store: Store, ...bodies: readonly object[]) => {
  const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
  const { webhook } = createConnectors().whatsapp
  for (const body of bodies) {
    const parsed = webhook!.parse(Buffer.from(JSON.stringify(body)))
    if (parsed.kind !== 'events') throw new Error(parsed.reason)
    await pipeline.receive(parsed.events, { account: '106' })
    await pipeline.drain()
  }
  const posts = await store.read.selectFrom('posts').select(['remote_id', 'author_id']).orderBy('seq').execute()
  return [...Map.groupBy(posts, ({ author_id }) => author_id).values()].map((own) =>
    own.map(({ remote_id }) => remote_id),
  )
}

onBothEngines('a person on WhatsApp', (open) => {
  it('known first by the business-scoped id alone is the same when the number is told, and by the number alone', async () => {
    const store = await open()
    const people = await hear(
      store,
      says('1', { user: 'KW.1' }),
      says('2', { phone: '96550000001', user: 'KW.1' }),
      says('3', { phone: '96550000001' }),
    )
    expect(people).toEqual([['1', '2', '3']])
  })
  it('stays the same through a new number and a rotated id', async () => {
    const store = await open()
    const people = await hear(
      store,
      says('1', { phone: '96550000002', user: 'KW.2' }),
      changedNumber('96550000002', '96550000003'),
      says('2', { phone: '96550000003' }),
      rotated('KW.2', 'KW.22'),
      says('3', { user: 'KW.22' }),
    )
    expect(people).toEqual([['1', '2', '3']])
  })
  it('is never joined with another by a pair that contradicts what is known', async () => {
    const store = await open()
    const people = await hear(
      store,
      says('1', { phone: '96550000004', user: 'KW.4' }),
      says('2', { phone: '96550000005', user: 'KW.5' }),
      says('3', { phone: '96550000004', user: 'KW.5' }),
      says('4', { user: 'KW.5' }),
      says('5', { phone: '96550000004' }),
    )
    expect(people.map((own) => own.toSorted())).toEqual([
      ['1', '3', '5'],
      ['2', '4'],
    ])
  })
})
