import { expect, it } from 'vitest'
import { addNote, assignCase, mergeCases, placePost, setStatus, splitCase, undoEvent } from '../../src/cases/index.ts'
import { ConflictError, InvalidInputError, NotFoundError } from '../../src/errors.ts'
import type { CaseId, EventId, PostId, UserId } from '../../src/model.ts'
import { caseOf, findCase } from '../../src/store/cases.ts'
import { write } from '../../src/store/index.ts'
import { faultsOf, noon, officer, report, said, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'

const cases = async (town: Town, ...posts: readonly PostId[]) =>
  Promise.all(posts.map(async (post) => (await town.caseOf(post))!))
const now = async (town: Town, id: CaseId) => caseOf((await findCase(town.store.read, id))!)
const lastEvent = async (town: Town) =>
  await town.store.read.selectFrom('events').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
const standing = (town: Town) =>
  town.store.read.selectFrom('verdicts').select(['a', 'b', 'link']).where('retracted_by', 'is', null).execute()

onBothEngines('Merging', (open) => {
  it('puts all posts in one case, which counts them, and keeps them together by a must-link verdict', async () => {
    const town = townOn(await open())
    const [a, b, c] = await town.hear(
      report(7001, { by: 'a' }),
      report(7002, { by: 'b' }),
      report(7002, { by: 'c', channel: 'x' }),
    )
    const [target, source] = await cases(town, a!, b!)
    const merged = await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    expect(merged).toMatchObject({
      id: target,
      version: 2,
      golden: { posts: 3, authors: 3, byChannel: { whatsapp: 2, x: 1 } },
    })
    expect(await town.partition()).toEqual([[a, b, c]])
    expect(await now(town, source!)).toMatchObject({ status: 'merged', mergedInto: target })
    expect(await standing(town)).toContainEqual({ a, b, link: 'must' })
    expect(await faultsOf(town.store)).toEqual([])
    expect(await lastEvent(town)).toMatchObject({ kind: 'merged', case_id: target, actor_name: 'Noura' })
    const reasons = await town.store.read
      .selectFrom('members')
      .select(['decision', 'reason', 'actor'])
      .where('post_id', '=', c!)
      .executeTakeFirst()
    expect(reasons).toEqual({ decision: 'same', reason: 'accepted', actor: 'Noura' })
  })

  it('is followed by later echoes of either', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [target, source] = await cases(town, a!, b!)
    await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    const [echo] = await town.hear(report(7002))
    expect(await town.caseOf(echo!)).toBe(target)
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('asked again changes nothing, even with the old version', async () => {
    const town = townOn(await open())
    const [target, source] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    const ask = () => mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    const first = await ask()
    const { seq } = await lastEvent(town)
    expect(await ask()).toEqual(first)
    expect((await lastEvent(town)).seq).toBe(seq)
  })

  it('on a state that has changed is refused with the case as it is now', async () => {
    const town = townOn(await open())
    const [target, source] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    await setStatus(town.pipeline.desk, { case: target!, status: 'in-progress', version: 1, actor: officer })
    const error = await mergeCases(town.pipeline.desk, {
      case: target!,
      from: [source!],
      version: 1,
      actor: officer,
    }).catch((e) => e)
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toMatchObject({ code: 'stale', current: { id: target, status: 'in-progress', version: 2 } })
  })

  it('is not made stale by echoes that join meanwhile', async () => {
    const town = townOn(await open())
    const [target, source] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    await town.hear(report(7001), report(7002))
    const merged = await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    expect(merged.golden.posts).toBe(4)
  })

  it('names what is wrong with a request', async () => {
    const town = townOn(await open())
    const [a, b, c] = await cases(town, ...(await town.hear(report(7001), report(7002), report(7003))))
    const merge = (id: string, from: readonly string[]) =>
      mergeCases(town.pipeline.desk, { case: id as CaseId, from: from as CaseId[], version: 1, actor: officer })
    await expect(merge(a!, [])).rejects.toThrow(InvalidInputError)
    await expect(merge(a!, [a!])).rejects.toThrow(/from: names the case itself/)
    await expect(merge(a!, ['nothing'])).rejects.toThrow(NotFoundError)
    await merge(a!, [b!])
    await expect(merge(c!, [b!])).rejects.toMatchObject({ code: 'merged', current: { id: a } })
    await expect(merge(b!, [c!])).rejects.toMatchObject({ code: 'merged', current: { id: a } })
  })

  it('of a race has one winner', async () => {
    const town = townOn(await open())
    const [a, b] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    const results = await Promise.allSettled([
      mergeCases(town.pipeline.desk, { case: a!, from: [b!], version: 1, actor: officer }),
      mergeCases(town.pipeline.desk, { case: b!, from: [a!], version: 1, actor: officer }),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await town.partition()).toHaveLength(1)
    expect(await faultsOf(town.store)).toEqual([])
  })
})

onBothEngines('Splitting', (open) => {
  it('takes posts out into a case of their own that never rejoins', async () => {
    const town = townOn(await open())
    const [a, b, c] = await town.hear(report(7001, { by: 'a' }), report(7001, { by: 'b' }), report(7001, { by: 'c' }))
    const [id] = await cases(town, a!)
    const { source, created } = await splitCase(town.pipeline.desk, {
      case: id!,
      posts: [c!],
      version: 1,
      actor: officer,
    })
    expect(source).toMatchObject({ version: 2, golden: { posts: 2, authors: 2 } })
    expect(created).toMatchObject({ reference: 'S-2611-0002', golden: { posts: 1 } })
    expect(await town.partition()).toEqual([[a, b], [c]])
    expect(await standing(town)).toEqual(
      expect.arrayContaining([
        { a, b: c, link: 'cannot' },
        { a: b, b: c, link: 'cannot' },
      ]),
    )
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('is refused for posts of other cases, for none and for all', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [id] = await cases(town, a!)
    const split = (posts: readonly PostId[]) =>
      splitCase(town.pipeline.desk, { case: id!, posts, version: 1, actor: officer })
    await expect(split([b!])).rejects.toThrow(/posts: post .* is not in this case/)
    await expect(split([])).rejects.toThrow(/posts: names no post/)
    await expect(split([a!])).rejects.toThrow(/posts: names every post/)
  })

  it('of what was merged brings back who was with whom, and the last word counts', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [target, source] = await cases(town, a!, b!)
    await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    await splitCase(town.pipeline.desk, { case: target!, posts: [b!], version: 2, actor: officer })
    expect(await town.partition()).toEqual([[a], [b]])
    expect(await standing(town)).toEqual([{ a, b, link: 'cannot' }])
    const all = await town.store.read.selectFrom('verdicts').select('link').execute()
    expect(all.map(({ link }) => link).sort()).toEqual(['cannot', 'must'])
  })
})

onBothEngines('Undoing', (open) => {
  it('a merge brings back cases, posts, statuses and verdicts exactly', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [target, source] = await cases(town, a!, b!)
    await setStatus(town.pipeline.desk, { case: source!, status: 'solved', version: 1, actor: officer })
    const before = [await now(town, target!), await now(town, source!)]
    await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    const { id } = await lastEvent(town)
    await undoEvent(town.pipeline.desk, { event: id, actor: officer })
    const after = [await now(town, target!), await now(town, source!)]
    expect(after.map((one) => ({ ...one, version: 0 }))).toEqual(before.map((one) => ({ ...one, version: 0 })))
    expect(await town.partition()).toEqual([[a], [b]])
    expect(await standing(town)).toEqual([])
    const { actor } = await town.store.read
      .selectFrom('members')
      .select('actor')
      .where('post_id', '=', b!)
      .executeTakeFirstOrThrow()
    expect(actor).toBeNull()
    const [echo] = await town.hear(report(7002))
    expect(await town.caseOf(echo!)).toBe(source)
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('a merge leaves in the case those who joined it since', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [target, source] = await cases(town, a!, b!)
    await mergeCases(town.pipeline.desk, { case: target!, from: [source!], version: 1, actor: officer })
    const { id } = await lastEvent(town)
    const [echo] = await town.hear(report(7001))
    await undoEvent(town.pipeline.desk, { event: id, actor: officer })
    expect(await town.partition()).toEqual([[a, echo], [b]])
  })

  it('a split takes along those who joined the new case since', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7001))
    const [id] = await cases(town, a!)
    await splitCase(town.pipeline.desk, { case: id!, posts: [b!], version: 1, actor: officer })
    const { id: event } = await lastEvent(town)
    const [echo] = await town.hear(report(7001))
    await undoEvent(town.pipeline.desk, { event, actor: officer })
    expect(await town.partition()).toEqual([[a, b, echo]])
    expect(await standing(town)).toEqual([])
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('is refused while later events stand on it, and names them', async () => {
    const town = townOn(await open())
    const [a, b, c] = await cases(town, ...(await town.hear(report(7001), report(7002), report(7003))))
    await mergeCases(town.pipeline.desk, { case: a!, from: [b!], version: 1, actor: officer })
    const first = (await lastEvent(town)).id
    await mergeCases(town.pipeline.desk, { case: c!, from: [a!], version: 1, actor: officer })
    const second = (await lastEvent(town)).id
    const error = await undoEvent(town.pipeline.desk, { event: first, actor: officer }).catch((e) => e)
    expect(error).toMatchObject({
      name: 'ConflictError',
      code: 'depended-on',
      current: [expect.objectContaining({ id: second, kind: 'merged' })],
    })
    await undoEvent(town.pipeline.desk, { event: second, actor: officer })
    await undoEvent(town.pipeline.desk, { event: first, actor: officer })
    expect(await town.partition()).toHaveLength(3)
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('twice is refused, and so is what cannot be undone', async () => {
    const town = townOn(await open())
    const [a, b] = await cases(town, ...(await town.hear(report(7001), report(7002))))
    await mergeCases(town.pipeline.desk, { case: a!, from: [b!], version: 1, actor: officer })
    const { id } = await lastEvent(town)
    await undoEvent(town.pipeline.desk, { event: id, actor: officer })
    const undoing = await lastEvent(town)
    await expect(undoEvent(town.pipeline.desk, { event: id, actor: officer })).rejects.toMatchObject({
      code: 'undone',
      current: { event: undoing.id },
    })
    await expect(undoEvent(town.pipeline.desk, { event: undoing.id, actor: officer })).rejects.toThrow(
      InvalidInputError,
    )
    await expect(undoEvent(town.pipeline.desk, { event: 'none' as EventId, actor: officer })).rejects.toThrow(
      NotFoundError,
    )
    const machine = await town.store.read
      .selectFrom('events')
      .select('id')
      .where('kind', '=', 'opened')
      .executeTakeFirstOrThrow()
    await expect(undoEvent(town.pipeline.desk, { event: machine.id, actor: officer })).rejects.toThrow(
      InvalidInputError,
    )
  })

  it('an assignment or a status brings back what was, unless it has changed since', async () => {
    const town = townOn(await open())
    const [id] = await cases(town, ...(await town.hear(report(7001))))
    const { agency } = await now(town, id!)
    await assignCase(town.pipeline.desk, { case: id!, agency: 'police', version: 1, actor: officer })
    const assigned = (await lastEvent(town)).id
    await setStatus(town.pipeline.desk, { case: id!, status: 'solved', version: 2, actor: officer })
    const solved = (await lastEvent(town)).id
    await setStatus(town.pipeline.desk, { case: id!, status: 'closed', version: 3, actor: officer })
    await expect(undoEvent(town.pipeline.desk, { event: solved, actor: officer })).rejects.toMatchObject({
      code: 'depended-on',
    })
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    await undoEvent(town.pipeline.desk, { event: solved, actor: officer })
    await undoEvent(town.pipeline.desk, { event: assigned, actor: officer })
    expect(await now(town, id!)).toMatchObject({ status: 'open', closedAt: null, agency })
  })
})

onBothEngines('Working on a case', (open) => {
  it('follows the states of its kind', async () => {
    const town = townOn(await open())
    const [a] = await town.hear(report(7001))
    const [b] = await town.hear(said('السلام عليكم'))
    const [complaint] = await cases(town, a!)
    const suggestion = await placePost(town.pipeline.desk, {
      post: b!,
      into: 'new',
      kind: 'suggestion',
      actor: officer,
    })
    expect(suggestion.status).toBe('received')
    const set = (id: CaseId, version: number, status: Parameters<typeof setStatus>[1]['status']) =>
      setStatus(town.pipeline.desk, { case: id, status, version, actor: officer })
    await expect(set(suggestion.id, suggestion.version, 'solved')).rejects.toThrow(
      /status: a suggestion that is received cannot become solved. Choose one of: under-study/,
    )
    await set(suggestion.id, suggestion.version, 'under-study')
    await set(suggestion.id, suggestion.version + 1, 'adopted')
    expect(await set(suggestion.id, suggestion.version + 2, 'told')).toMatchObject({ closedAt: noon })
    await expect(set(complaint!, 1, 'told')).rejects.toThrow(InvalidInputError)
    const solved = await set(complaint!, 1, 'solved')
    expect(solved.closedAt).toBe(noon)
    expect(await set(complaint!, 2, 'open')).toMatchObject({ closedAt: null })
  })

  it('is given to people who are there, and to an agency that later posts do not change', async () => {
    const town = townOn(await open())
    const [id] = await cases(town, ...(await town.hear(report(7001))))
    const user = {
      id: 'u1' as UserId,
      name: 'Noura',
      sign_in: 'noura',
      password_hash: 'x',
      role: 'agent' as const,
      agencies: null,
      settings: '{}',
      created_at: 1,
      disabled_at: null,
    }
    await write(town.store, (tx) =>
      tx
        .insertInto('users')
        .values([user, { ...user, id: 'u2' as UserId, sign_in: 'gone', disabled_at: 2 }])
        .execute(),
    )
    const assign = (version: number, input: { owner?: UserId | null; agency?: string | null }) =>
      assignCase(town.pipeline.desk, { case: id!, version, actor: officer, ...input })
    expect(await assign(1, { owner: user.id, agency: 'police' })).toMatchObject({
      owner: 'u1',
      agency: 'police',
      version: 2,
    })
    await town.hear(report(7001))
    expect(await now(town, id!)).toMatchObject({ agency: 'police', golden: { posts: 2 } })
    expect(await assign(2, { owner: null })).toMatchObject({ owner: null, agency: 'police' })
    await expect(assign(3, { owner: 'nobody' as UserId })).rejects.toThrow(NotFoundError)
    await expect(assign(3, { owner: 'u2' as UserId })).rejects.toThrow(/disabled/)
    await expect(assign(3, {})).rejects.toThrow(InvalidInputError)
  })

  it('leaves notes in its history', async () => {
    const town = townOn(await open())
    const [id] = await cases(town, ...(await town.hear(report(7001))))
    await addNote(town.pipeline.desk, { case: id!, text: ' called the site ', actor: officer })
    expect(JSON.parse((await lastEvent(town)).data)).toEqual({ text: 'called the site' })
    await expect(addNote(town.pipeline.desk, { case: id!, text: ' ', actor: officer })).rejects.toThrow(
      InvalidInputError,
    )
    await expect(addNote(town.pipeline.desk, { case: 'x' as CaseId, text: 'a', actor: officer })).rejects.toThrow(
      NotFoundError,
    )
  })
})

onBothEngines('A person places a post', (open) => {
  it('from the lane into a case, and undone it waits again', async () => {
    const town = townOn(await open())
    const [hello] = await town.hear(said('السلام عليكم', { by: 'a' }))
    const [matter] = await town.hear(report(7001, { by: 'b' }))
    const [id] = await cases(town, matter!)
    const placed = await placePost(town.pipeline.desk, { post: hello!, into: id!, actor: officer })
    expect(placed.golden).toMatchObject({ posts: 2, authors: 2 })
    expect(await placePost(town.pipeline.desk, { post: hello!, into: id!, actor: officer })).toEqual(placed)
    const reasons = await town.store.read
      .selectFrom('members')
      .select(['decision', 'reason', 'actor'])
      .where('post_id', '=', hello!)
      .executeTakeFirst()
    expect(reasons).toEqual({ decision: 'person', reason: 'placed', actor: 'Noura' })
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    const row = await town.store.read
      .selectFrom('posts')
      .select(['case_id', 'lane'])
      .where('id', '=', hello!)
      .executeTakeFirst()
    expect(row).toEqual({ case_id: null, lane: 'no-report' })
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('into a new case, which later echoes find, and undone the case is gone', async () => {
    const town = townOn(await open())
    const [hello] = await town.hear(said('السلام عليكم', { by: 'a' }))
    const made = await placePost(town.pipeline.desk, { post: hello!, into: 'new', kind: 'inquiry', actor: officer })
    expect(made).toMatchObject({ kind: 'inquiry', reference: 'S-2611-0001', golden: { posts: 1 } })
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    expect(await now(town, made.id)).toMatchObject({ status: 'merged', mergedInto: null })
    expect(await town.caseOf(hello!)).toBeNull()
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('from case to case; the case it leaves empty is folded, and stands again when undone', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001, { by: 'a' }), report(7002, { by: 'b' }))
    const [from, to] = await cases(town, a!, b!)
    await placePost(town.pipeline.desk, { post: a!, into: to!, actor: officer })
    expect(await now(town, from!)).toMatchObject({ status: 'merged', mergedInto: to })
    expect(await town.partition()).toEqual([[a, b]])
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    expect(await now(town, from!)).toMatchObject({ status: 'open', mergedInto: null })
    expect(await town.partition()).toEqual([[a], [b]])
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('into a second case, where it does not count', async () => {
    const town = townOn(await open())
    const [a, b] = await town.hear(report(7001), report(7002))
    const [own, second] = await cases(town, a!, b!)
    const placed = await placePost(town.pipeline.desk, { post: a!, into: second!, also: true, actor: officer })
    expect(placed.golden.posts).toBe(1)
    expect(await town.caseOf(a!)).toBe(own)
    const rows = await town.store.read
      .selectFrom('members')
      .select(['case_id', 'main'])
      .where('post_id', '=', a!)
      .orderBy('main', 'desc')
      .execute()
    expect(rows).toEqual([
      { case_id: own, main: 1 },
      { case_id: second, main: 0 },
    ])
    await undoEvent(town.pipeline.desk, { event: (await lastEvent(town)).id, actor: officer })
    expect(await town.store.read.selectFrom('members').select('main').where('post_id', '=', a!).execute()).toEqual([
      { main: 1 },
    ])
    expect(await faultsOf(town.store)).toEqual([])
  })
})
