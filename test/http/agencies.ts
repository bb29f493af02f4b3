// A house with three cases: one agency's, another's, and one that no agency has yet; each with a private post and what hangs on it.
import { uuidv7 } from 'uuidv7'
import type { CaseId, PostId } from '../../src/model.ts'
import { type Store, write } from '../../src/store/index.ts'
import { askReviews } from '../../src/store/reviews.ts'
import { admin, type House, newHouse } from './harness.ts'

export const agencies = { own: 'mew', other: 'mpw' } as const
export const owners = ['own', 'other', 'none'] as const
export type Owner = (typeof owners)[number]
/** Said in private only; found nowhere else. */
export const secret: Readonly<Record<Owner, string>> = { own: 'زمردة', other: 'ياقوتة', none: 'لؤلؤة' }
const matter: Readonly<Record<Owner, string>> = {
  own: 'انقطاع الكهرباء في الرميثية قطعة 7 من الصبح',
  other: 'حفرة كبيرة في شارع سالم المبارك بالسالمية قطعة 2',
  none: 'أقترح توفير مظلات في حديقة مشرف',
}

const kinds = ['case', 'post', 'review', 'author', 'media', 'event', 'plan', 'reply', 'delivery', 'link'] as const
export type Thing = (typeof kinds)[number]
export type Things = Readonly<Record<Thing, string>>
export type Land = { readonly house: House; readonly of: Readonly<Record<Owner, Things>> }

const line = (owner: Owner, number: number) => ({
  id: `wamid.${owner}`,
  channel: 'whatsapp',
  kind: 'dm',
  author: `+9655000${2000 + number}`,
  text: `${matter[owner]} ${secret[owner]}`,
  created_at: new Date(Date.now() - 3_600_000 + number * 1000).toISOString(),
})

/** A plan through the door; the reply and its delivery as rows, for no channel here sends. */
const answered = async (house: House, caseId: CaseId, author: string) => {
  const asked = { as: admin, body: { text: 'نعمل على ذلك' } }
  const plan: string = (await house.ask('POST', `/api/v1/cases/${caseId}/replies/plan`, asked)).body.planId
  const [reply, delivery, link] = [uuidv7(), uuidv7(), uuidv7()]
  const at = house.server.clock()
  const said = { text: 'نعمل على ذلك', case_id: caseId }
  await write(house.server.store, async (tx) => {
    await tx
      .insertInto('replies')
      .values({
        id: reply,
        plan_id: plan,
        kind: 'answer',
        language: 'ar',
        actor: null,
        at,
        current: 1,
        ...said,
      } as never)
      .execute()
    const trip = {
      id: delivery,
      reply_id: reply,
      author_id: author,
      channel: 'whatsapp',
      account: '1000',
      key: delivery,
    }
    const state = { state: 'unknown', attempt: 1, lease_until: 0, due_at: at, created_at: at, updated_at: at }
    await tx
      .insertInto('deliveries')
      .values({ ...trip, ...state, ...said } as never)
      .execute()
    const pair = { id: link, one: author, two: author, state: 'asked', preferred: author, tries: 0 }
    await tx
      .insertInto('links')
      .values({ ...pair, created_at: at, expires_at: at } as never)
      .execute()
  })
  return { plan, reply, delivery, link }
}

const hung = async (house: House, post: PostId, caseId: CaseId): Promise<Things> => {
  const { store, clock } = house.server
  const media = uuidv7()
  const match = { case: caseId, weight: 1, p: 0.5, vetoed: false, terms: [] }
  await write(store, async (tx) => {
    await askReviews(tx, [{ post, suggested: [match as never], at: clock() }])
    await tx
      .insertInto('media')
      .values({ id: media, post_id: post, position: 0, kind: 'image', digest: 'a'.repeat(64), state: 'kept' } as never)
      .execute()
  })
  const review = await store.read.selectFrom('reviews').select('id').where('post_id', '=', post).executeTakeFirst()
  const said = await store.read.selectFrom('posts').select('author_id').where('id', '=', post).executeTakeFirst()
  const event = await store.read.selectFrom('events').select('id').where('case_id', '=', caseId).executeTakeFirst()
  const replying = await answered(house, caseId, said!.author_id!)
  return { case: caseId, post, media, review: review!.id, author: said!.author_id!, event: event!.id, ...replying }
}

export const newLand = async (store?: Store): Promise<Land> => {
  const house = await newHouse(store)
  const pushed = await house.ask('POST', '/api/v1/posts', { as: admin, body: owners.map(line) })
  await house.server.pipeline.drain()
  const posts: readonly { id: string; postId: string }[] = pushed.body.posts
  const of = {} as Record<Owner, Things>
  for (const owner of owners) {
    const { postId } = posts.find(({ id }) => id === `wamid.${owner}`)!
    const { caseId } = (await house.ask('GET', `/api/v1/posts/${postId}`, { as: admin })).body
    const agency = owner === 'none' ? null : agencies[owner]
    const assigned = await house.ask('POST', `/api/v1/cases/${caseId}/assign`, { as: admin, body: { agency } })
    if (assigned.status !== 200) throw new Error(assigned.text)
    const note = { text: `تدوين ${secret[owner]}` }
    await house.ask('POST', `/api/v1/cases/${caseId}/note`, { as: admin, body: note })
    of[owner] = await hung(house, postId as PostId, caseId as CaseId)
  }
  return { house, of }
}
