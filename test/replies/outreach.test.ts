// What the machine does with people by itself, from the log of what happened.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setStatus, splitCase } from '../../src/cases/index.ts'
import type { AuthorId, CaseId, CaseStatus, PostId } from '../../src/model.ts'
import { hear } from '../../src/outreach/hear.ts'
import { askToLink, createOutreach, endLink } from '../../src/outreach/index.ts'
import { createDeliverer, createPlan, type ReplyDesk, sendPlan, wronglyAnswered } from '../../src/replies/index.ts'
import { afterQuiet, readPolicy } from '../../src/replies/policy.ts'
import { type Store, write } from '../../src/store/index.ts'
import { putPage } from '../../src/store/pages.ts'
import { linkedIn } from '../../src/store/reach.ts'
import { savePolicy } from '../../src/store/wording.ts'
import { minute, officer, report, said, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'
import { played } from './channel.ts'

type Place = { readonly town: Town; readonly desk: ReplyDesk; run(): Promise<void> } & Record<
  'whatsapp' | 'instagram',
  ReturnType<typeof played>
>

const hour = 60 * minute

const place = async (store: Store, policy: object): Promise<Place> => {
  const [whatsapp, instagram] = [played('whatsapp'), played('instagram')]
  const town = townOn(store)
  const desk = { store, connectors: [whatsapp.connector, instagram.connector], clock: () => town.clock }
  await write(store, (tx) => savePolicy(tx, readPolicy({ delaySeconds: 0, ...policy })))
  const outreach = createOutreach(town.pipeline.desk, desk)
  await outreach.turn()
  const deliverer = createDeliverer(desk)
  const run = async () => {
    for (;;) {
      const done = (await outreach.turn()) + (await deliverer.turn())
      if (done === 0) return
      town.clock += 7_000
    }
  }
  return { town, desk, run, whatsapp, instagram }
}
const by = (name: string, town: Town, more: object = {}) => ({ by: name, account: '1001', at: town.clock, ...more })
const words = ({ whatsapp }: Place) => whatsapp.taken.map(({ to, text }) => `${to}: ${text.split('\n')[1] ?? text}`)
const statusOf = async ({ town }: Place, id: CaseId) =>
  (await town.store.read.selectFrom('cases').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status
const setTo = async ({ town }: Place, id: CaseId, status: CaseStatus) => {
  const { version } = await town.store.read
    .selectFrom('cases')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await setStatus(town.pipeline.desk, { case: id, version, actor: officer, status })
}
const answerAll = async ({ desk }: Place, id: CaseId) => {
  const plan = await createPlan(desk, { case: id, actor: officer, texts: { ar: 'العطل معروف ويصلح الليلة.' } })
  await sendPlan(desk, { plan: plan.id, actor: officer })
}

describe('a word to the machine', () => {
  it.each([
    ['STOP', 'stop'],
    ['إلغاء', 'stop'],
    ['الغاء الاشتراك', 'stop'],
    ['لا تراسلوني!', 'stop'],
    ['لا تطرشون', 'stop'],
    ['wagef', 'stop'],
    ['la trslon', 'stop'],
    ['اشتراك', 'start'],
    ['نعم', 'yes'],
    ['اي', 'yes'],
    ['إيه.', 'yes'],
    ['👍', 'yes'],
    ['na3am', 'yes'],
    ['Yes', 'yes'],
    ['لا', 'no'],
    ['للحين ما انحلت', 'no'],
    ['مو هذي', 'no'],
    ['la', 'no'],
    ['فك الربط', 'unlink'],
  ])('%s is %s', (text, kind) => {
    expect(hear(text)).toEqual({ kind })
  })
  it.each(['482915', 'الرمز ٤٨٢٩١٥', 'code: 482915'])('%s is a code', (text) => {
    expect(hear(text)).toEqual({ kind: 'code', code: '482915' })
  })
  it.each([
    'لا يوجد ماء في قطعة ٣',
    'وقف الشارع من الزحمة',
    'stop sign is broken',
    'نعم المي مقطوع من أمس',
    'العداد رقم 4829157',
    '',
    'شكرا',
  ])('%j is none', (text) => {
    expect(hear(text)).toBeNull()
  })
  it('is never heard in a report, however it begins', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('لا', 'نعم', 'stop', 'وقف'),
        fc.stringMatching(/^[ء-ي]{3,8}( [ء-ي]{3,8}){3}$/),
        (word, rest) => {
          expect(hear(`${word} ${rest}`)).toBeNull()
        },
      ),
    )
  })
})

describe('the quiet hours', () => {
  const kuwait = (time: string) => Date.parse(`2026-11-28T${time}:00+03:00`)
  it.each([
    ['12:00', '12:00'],
    ['22:00', '31:00'],
    ['23:30', '31:00'],
    ['03:15', '07:00'],
    ['07:00', '07:00'],
  ])('at %s the machine speaks at %s', (now, then) => {
    const day = then === '31:00' ? kuwait('07:00') + 24 * hour : kuwait(then)
    expect(afterQuiet(kuwait(now), { from: '22:00', to: '07:00' })).toBe(day)
  })
  it('may lie within a day, or nowhere', () => {
    expect(afterQuiet(kuwait('13:30'), { from: '13:00', to: '14:00' })).toBe(kuwait('14:00'))
    expect(afterQuiet(kuwait('23:30'), null)).toBe(kuwait('23:30'))
  })
})

onBothEngines('Outreach', (open) => {
  it('acknowledges a first contact once in a case, with the notices of the traffic service', async () => {
    const there = await place(await open(), { acknowledgement: { on: true } })
    const { town } = there
    await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)), report(7001, by('ali', town)))
    await there.run()
    await there.run()
    expect(there.whatsapp.taken.map(({ to }) => to).toSorted()).toEqual(['ali', 'mona'])
    expect(there.whatsapp.taken[0]!.text).toMatch(/أثناء القيادة.*لا تصوّر الأشخاص.*S-2611-0001/s)
  })

  it('of an acknowledgement makes no wrong answer when its post turns out to be of another case', async () => {
    const there = await place(await open(), { acknowledgement: { on: true } })
    const { town } = there
    const posts = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    const id = (await town.caseOf(posts[0]!))!
    await there.run()
    const { created } = await splitCase(town.pipeline.desk, {
      case: id,
      posts: [posts[1]!],
      version: 1,
      actor: officer,
    })
    expect(await wronglyAnswered(town.store.read, created.id)).toEqual([])
  })

  it('says nothing in public, nothing to what comes late, and nothing at all unless asked to', async () => {
    const there = await place(await open(), { acknowledgement: { on: true } })
    const { town } = there
    const late = town.clock - 25 * hour
    await town.hear(
      report(7001, { by: 'ali', account: '1001', at: late }),
      report(7001, { by: '777', channel: 'instagram', account: '2002', surface: 'comment', at: town.clock }),
    )
    await there.run()
    const silent = await place(await open(), {})
    await silent.town.hear(report(7002, by('mona', silent.town)))
    await silent.run()
    expect([there.whatsapp.taken, there.instagram.taken, silent.whatsapp.taken]).toEqual([[], [], []])
  })

  it('tells who asks again where the case stands, once a day', async () => {
    const there = await place(await open(), { followUps: true })
    const { town } = there
    await town.hear(report(7001, by('ali', town)))
    town.clock += hour
    await town.hear(report(7001, by('ali', town)))
    await there.run()
    town.clock += hour
    await town.hear(report(7001, by('ali', town)))
    await there.run()
    expect(words(there)).toEqual(['ali: بلاغك قيد المتابعة لدى الجهة المختصة.'])
  })

  it('answers a known issue at the door, and a "no" becomes a case of its own that never rejoins', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)))
    const id = (await town.caseOf(first!))!
    const page = { case_id: id, slug: 's', published_at: null, summary: '{}', updated_at: 0, updated_by: null }
    await write(town.store, (tx) => putPage(tx, { ...page, known_issue: 1 }))
    await answerAll(there, id)
    await there.run()
    const [joiner] = await town.hear(report(7001, by('mona', town)))
    await there.run()
    const door = there.whatsapp.taken.at(-1)!
    expect(door).toMatchObject({ to: 'mona', buttons: [{ title: 'نعم' }, { title: 'لا' }] })
    expect(door.text).toMatch(/العطل معروف.*هل هذه هي مشكلتك/s)

    await town.hear(said('لا', by('mona', town)))
    await there.run()
    expect(await town.caseOf(joiner!)).not.toBe(id)
    const verdicts = await town.store.read.selectFrom('verdicts').select(['link', 'actor']).execute()
    expect(verdicts).toContainEqual({ link: 'cannot', actor: 'machine' })
    expect(await statusOf(there, id)).toBe('answered')
  })

  it('leaves who says "yes" where he is, and has told him: he is no late joiner', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)))
    const id = (await town.caseOf(first!))!
    const page = { case_id: id, slug: 's', published_at: null, summary: '{}', updated_at: 0, updated_by: null }
    await write(town.store, (tx) => putPage(tx, { ...page, known_issue: 1 }))
    await answerAll(there, id)
    const [joiner] = await town.hear(report(7001, by('mona', town)))
    await there.run()
    await town.hear(said('نعم', by('mona', town)))
    await there.run()
    expect(await town.caseOf(joiner!)).toBe(id)
    const late = await createPlan(there.desk, { case: id, audience: 'late', actor: officer })
    expect(late.counts).toEqual({})
  })

  it('holds a case answered when everyone who can be reached has the answer, and not before', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    const id = (await town.caseOf(first!))!
    there.whatsapp.next({ kind: 'retry', afterMs: hour, reason: 'rate' })
    await answerAll(there, id)
    await there.run()
    expect(await statusOf(there, id)).toBe('open')
    town.clock += 2 * hour
    await there.run()
    expect(await statusOf(there, id)).toBe('answered')
  })

  it('asks whether it is solved when a case is closed, and "no" opens it again with the words as evidence', async () => {
    const there = await place(await open(), { satisfaction: { on: true }, quiet: null })
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    const id = (await town.caseOf(first!))!
    await answerAll(there, id)
    await there.run()
    await setTo(there, id, 'closed')
    await there.run()
    expect(words(there).slice(2).toSorted()).toEqual(['ali: هل حُلّت المشكلة؟', 'mona: هل حُلّت المشكلة؟'])
    await town.hear(said('اي انحلت', by('mona', town)))
    await there.run()
    expect(await statusOf(there, id)).toBe('closed')
    await town.hear(said('للحين ما انحلت', by('ali', town)))
    await there.run()
    expect(await statusOf(there, id)).toBe('open')
    const events = await town.store.read
      .selectFrom('events')
      .select(['kind', 'data'])
      .where('kind', '=', 'status')
      .execute()
    expect(events.at(-1)!.data).toContain('للحين ما انحلت')
  })

  it('keeps silent to who asked for it, until he asks otherwise', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    const id = (await town.caseOf(first!))!
    await town.hear(said('لا تراسلوني', by('ali', town)))
    await there.run()
    const plan = () => createPlan(there.desk, { case: id, actor: officer, texts: { ar: 'تم.' } })
    expect((await plan()).counts).toEqual({ 'whatsapp-session': 1, 'refused:opted-out': 1 })
    await town.hear(said('اشتراك', by('ali', town)))
    await there.run()
    expect((await plan()).counts).toEqual({ 'whatsapp-session': 2 })
  })

  it('does not send what was planned before somebody asked for silence', async () => {
    const there = await place(await open(), {})
    const { town } = there
    const [first] = await town.hear(report(7001, by('ali', town)), report(7001, by('mona', town)))
    await answerAll(there, (await town.caseOf(first!))!)
    await town.hear(said('stop', by('ali', town)))
    const outreach = createOutreach(town.pipeline.desk, there.desk)
    await outreach.turn()
    await there.run()
    expect(there.whatsapp.taken.map(({ to }) => to)).toEqual(['mona'])
  })
})

onBothEngines('Two accounts of one person', (open) => {
  const pair = async (store: Store) => {
    const there = await place(store, { quiet: null })
    const { town } = there
    const posts = await town.hear(
      report(7001, by('ali', town)),
      report(7001, { by: '777', channel: 'instagram', account: '2002', surface: 'dm', at: town.clock }),
      report(7001, by('stranger', town)),
    )
    const rows = await store.read.selectFrom('posts').select(['id', 'author_id']).execute()
    const author = (i: number) => rows.find(({ id }) => id === posts[i])!.author_id as AuthorId
    const id = (await town.caseOf(posts[0] as PostId))!
    const link = await askToLink(there.desk, { one: author(0), two: author(1), preferred: author(1), actor: officer })
    await there.run()
    const codes = [there.whatsapp, there.instagram].map(({ taken }) => /\d{6}/.exec(taken[0]!.text)![0])
    const counts = async () => (await createPlan(there.desk, { case: id, actor: officer, texts: { ar: 'تم.' } })).counts
    return { there, town, link, counts, toWhatsApp: codes[0]!, toInstagram: codes[1]! }
  }
  const onInstagram = (town: Town, text: string) =>
    said(text, { by: '777', channel: 'instagram', account: '2002', surface: 'dm', at: town.clock })

  it('become one by each sending the other’s code, get one answer where he chose, and can be parted again', async () => {
    const { there, town, link, counts, toWhatsApp, toInstagram } = await pair(await open())
    expect(await counts()).toEqual({ 'whatsapp-session': 2, 'instagram-dm': 1 })
    await town.hear(onInstagram(town, toWhatsApp))
    await there.run()
    expect(await counts()).toEqual({ 'whatsapp-session': 2, 'instagram-dm': 1 })
    await town.hear(said(toInstagram, by('ali', town)))
    await there.run()
    expect(await counts()).toEqual({ 'whatsapp-session': 1, 'instagram-dm': 1, 'refused:told-elsewhere': 1 })
    const cases = (await town.store.read.selectFrom('cases').select('id').execute()).map((row) => row.id)
    expect([...(await linkedIn(town.store.read, cases)).values()]).toEqual([1])
    await endLink(there.desk, { link: link.id, actor: officer })
    expect((await linkedIn(town.store.read, cases)).size).toBe(0)
    expect(await counts()).toEqual({ 'whatsapp-session': 2, 'instagram-dm': 1 })
  })

  it('stay two where a code comes back from the account it was told to, from a stranger, or too late', async () => {
    const { there, town, counts, toWhatsApp, toInstagram } = await pair(await open())
    await town.hear(
      said(toWhatsApp, by('ali', town)),
      onInstagram(town, toInstagram),
      said(toInstagram, by('stranger', town)),
    )
    await there.run()
    town.clock += 25 * hour
    await town.hear(said(toInstagram, by('ali', town)), onInstagram(town, toWhatsApp))
    await there.run()
    const [link] = await town.store.read.selectFrom('links').select(['state', 'one_at', 'two_at']).execute()
    expect(link).toEqual({ state: 'ended', one_at: null, two_at: null })
    expect(await counts()).not.toHaveProperty('refused:told-elsewhere')
  })

  it('are parted by a word of their owner', async () => {
    const { there, town, counts, toWhatsApp, toInstagram } = await pair(await open())
    await town.hear(onInstagram(town, toWhatsApp), said(toInstagram, by('ali', town)))
    await there.run()
    expect(await counts()).toHaveProperty('refused:told-elsewhere')
    await town.hear(said('فك الربط', by('ali', town)))
    await there.run()
    expect(await counts()).not.toHaveProperty('refused:told-elsewhere')
  })
})
