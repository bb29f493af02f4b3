import { expect, it } from 'vitest'
import { mergeCases, undoEvent } from '../../src/cases/index.ts'
import type { CaseId, PostId, ReviewId } from '../../src/model.ts'
import { answerReview } from '../../src/review/index.ts'
import { faultsOf, officer, report, said, type Town, townOn } from '../pipeline/town.ts'
import { onBothEngines } from '../store/engines.ts'

const reviewOf = async (town: Town, post: PostId) =>
  town.store.read.selectFrom('reviews').selectAll().where('post_id', '=', post).executeTakeFirstOrThrow()
const answer = (town: Town, review: ReviewId, what: Parameters<typeof answerReview>[1]['answer'], id?: CaseId) =>
  answerReview(town.pipeline.desk, { review, answer: what, actor: officer, ...(id ? { case: id } : {}) })
const standing = (town: Town) =>
  town.store.read.selectFrom('verdicts').select(['a', 'b', 'link']).where('retracted_by', 'is', null).execute()
const undoLast = async (town: Town) => {
  const { id } = await town.store.read
    .selectFrom('events')
    .select('id')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return undoEvent(town.pipeline.desk, { event: id, actor: officer })
}

/** A matter, and a report the matcher was not sure about. */
const doubtful = async (town: Town) => {
  const [matter, post] = await town.hear(report(7001, { by: 'a' }), report(7001, { by: 'b', doubt: true }))
  return { matter: matter!, post: post!, review: (await reviewOf(town, post!)).id }
}

onBothEngines('A person answers', (open) => {
  it('same: the two cases are one, for ever', async () => {
    const town = townOn(await open())
    const { matter, post, review } = await doubtful(town)
    const own = await town.caseOf(post)
    const result = await answer(town, review, 'same')
    expect(result).toEqual({ review, state: 'answered', post, caseId: await town.caseOf(matter) })
    expect(await town.partition()).toEqual([[matter, post]])
    expect(await standing(town)).toEqual([{ a: matter, b: post, link: 'must' }])
    expect(await reviewOf(town, post)).toMatchObject({ state: 'answered', answer: 'same', actor: 'Noura' })
    expect(await answer(town, review, 'same')).toEqual(result)
    await expect(answer(town, review, 'different')).rejects.toMatchObject({
      code: 'answered',
      current: { answer: 'same' },
    })
    expect(await faultsOf(town.store)).toEqual([])
    await undoLast(town)
    expect(await town.caseOf(post)).toBe(own)
    expect(await reviewOf(town, post)).toMatchObject({ state: 'open', answer: null })
    expect(await standing(town)).toEqual([])
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('different: they stay apart, and the matcher knows', async () => {
    const town = townOn(await open())
    const { matter, post, review } = await doubtful(town)
    expect(await answer(town, review, 'different')).toMatchObject({
      state: 'answered',
      caseId: await town.caseOf(post),
    })
    expect(await town.partition()).toEqual([[matter], [post]])
    expect(await standing(town)).toEqual([{ a: matter, b: post, link: 'cannot' }])
    await undoLast(town)
    expect(await standing(town)).toEqual([])
    expect(await reviewOf(town, post)).toMatchObject({ state: 'open' })
  })

  it('different from one suggestion: the question goes on about the others', async () => {
    const town = townOn(await open())
    const [first, second] = await town.hear(report(7001), report(7001, { doubt: true }))
    const [post] = await town.hear(report(7001, { doubt: true }))
    const { id } = await reviewOf(town, post!)
    expect(await answer(town, id, 'different', (await town.caseOf(first!))!)).toMatchObject({ state: 'open' })
    expect(await answer(town, id, 'same')).toMatchObject({ state: 'answered', caseId: await town.caseOf(second!) })
    expect(await town.partition()).toEqual([[first], [second, post]])
    await expect(answer(town, (await reviewOf(town, second!)).id, 'same', 'elsewhere' as CaseId)).rejects.toThrow(
      /case: case elsewhere is not suggested here. Choose one of/,
    )
  })

  it('not a report: the post waits in the lane and its empty case is gone, until that is undone', async () => {
    const town = townOn(await open())
    const { matter, post, review } = await doubtful(town)
    const own = await town.caseOf(post)
    expect(await answer(town, review, 'not_a_report')).toMatchObject({ state: 'answered', caseId: null })
    expect(await town.partition()).toEqual([[matter]])
    expect(await faultsOf(town.store)).toEqual([])
    await undoLast(town)
    expect(await town.caseOf(post)).toBe(own)
    const { decision, reason } = await town.store.read
      .selectFrom('members')
      .selectAll()
      .where('post_id', '=', post)
      .executeTakeFirstOrThrow()
    expect({ decision, reason }).toEqual({ decision: 'review', reason: 'in-doubt' })
    expect(await faultsOf(town.store)).toEqual([])
  })

  it('later: the question can still be answered', async () => {
    const town = townOn(await open())
    const { review } = await doubtful(town)
    expect(await answer(town, review, 'skip')).toMatchObject({ state: 'skipped' })
    expect(await answer(town, review, 'same')).toMatchObject({ state: 'answered' })
  })

  it('in vain when a merge has answered the question', async () => {
    const town = townOn(await open())
    const { matter, post, review } = await doubtful(town)
    const [into, from] = [(await town.caseOf(matter))!, (await town.caseOf(post))!]
    await mergeCases(town.pipeline.desk, { case: into, from: [from], version: 1, actor: officer })
    expect(await reviewOf(town, post)).toMatchObject({ state: 'obsolete' })
    await expect(answer(town, review, 'same')).rejects.toMatchObject({ code: 'answered' })
  })

  it('about a suggestion that was merged meanwhile: the answer goes to the case that stands', async () => {
    const town = townOn(await open())
    const { matter, post, review } = await doubtful(town)
    const [other] = await town.hear(report(7002))
    const [into, from] = [(await town.caseOf(other!))!, (await town.caseOf(matter))!]
    await mergeCases(town.pipeline.desk, { case: into, from: [from], version: 1, actor: officer })
    expect(await answer(town, review, 'same', from)).toMatchObject({ caseId: into })
    expect(await town.partition()).toEqual([[matter, post, other]])
  })

  it('and a question about a deleted post is closed', async () => {
    const town = townOn(await open())
    const [, post] = await town.hear(report(7001), report(7001, { doubt: true, remoteId: 'wamid.gone' }))
    await town.hear(said('', { kind: 'delete', target: 'wamid.gone', remoteId: 'wamid.gone.d' }))
    expect(await reviewOf(town, post!)).toMatchObject({ state: 'obsolete' })
  })
})
