// The algebra of cases: whatever people do, each post counts in one case; what is undone is as it was.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isUndoable, mergeCases, placePost, splitCase, undoEvent } from '../../src/cases/index.ts'
import { ConflictError } from '../../src/errors.ts'
import type { CaseId, PostId } from '../../src/model.ts'
import { openStore } from '../../src/store/index.ts'
import { faultsOf, officer, report, type Town, townOn } from '../pipeline/town.ts'

/** What a person may try; numbers choose among what is there. */
const act = fc.oneof(
  fc.record({ do: fc.constant('merge' as const), a: fc.nat(), b: fc.nat() }),
  fc.record({ do: fc.constant('split' as const), a: fc.nat(), b: fc.nat() }),
  fc.record({ do: fc.constant('place' as const), a: fc.nat(), b: fc.nat() }),
  fc.record({ do: fc.constant('undo' as const), a: fc.nat(), b: fc.nat() }),
  fc.record({ do: fc.constant('hear' as const), a: fc.nat(), b: fc.nat() }),
)
type Act = { readonly do: 'merge' | 'split' | 'place' | 'undo' | 'hear'; readonly a: number; readonly b: number }

const pick = <T>(items: readonly T[], n: number): T => items[n % items.length]!
const openCases = (town: Town) =>
  town.store.read.selectFrom('cases').select(['id', 'version']).where('status', '!=', 'merged').orderBy('id').execute()
const postsIn = async (town: Town, id: CaseId): Promise<readonly PostId[]> =>
  (await town.store.read.selectFrom('posts').select('id').where('case_id', '=', id).orderBy('seq').execute()).map(
    (row) => row.id,
  )
const events = (town: Town) => town.store.read.selectFrom('events').selectAll().orderBy('seq').execute()

const tryTo = async (town: Town, { do: what, a, b }: Act): Promise<void> => {
  const cases = await openCases(town)
  const one = pick(cases, a)
  const other = pick(cases, b)
  const { desk } = town.pipeline
  if (what === 'hear') await town.hear(report(7000 + (a % 3)))
  if (what === 'merge' && one.id !== other.id)
    await mergeCases(desk, { case: one.id, from: [other.id], version: one.version, actor: officer })
  const posts = await postsIn(town, one.id)
  if (what === 'split' && posts.length > 1)
    await splitCase(desk, {
      case: one.id,
      posts: posts.slice(0, 1 + (b % (posts.length - 1))),
      version: one.version,
      actor: officer,
    })
  if (what === 'place') await placePost(desk, { post: pick(posts, b), into: other.id, actor: officer })
  if (what === 'undo') {
    const undoable = (await events(town)).filter(isUndoable)
    if (undoable.length > 0) await undoEvent(desk, { event: pick(undoable, a).id, actor: officer })
  }
}

const folder = mkdtempSync(join(tmpdir(), 'sada-algebra-'))
const [empty, mine] = [join(folder, 'empty.db'), join(folder, 'mine.db')]
/** Its tables are made once: that takes longer than all that is done in one town. */
beforeAll(async () => (await openStore(`sqlite:${empty}`)).close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A town of four matters and eight posts. */
const withTown = async (work: (town: Town) => Promise<void>) => {
  copyFileSync(empty, mine)
  const store = await openStore(`sqlite:${mine}`)
  try {
    const town = townOn(store)
    await town.hear(...[0, 1, 2, 3, 0, 1, 0, 2].map((n, i) => report(7000 + n, { by: `p${i}` })))
    await work(town)
  } finally {
    await store.close()
  }
}

const asSets = (partition: readonly (readonly string[])[]) => partition.map((group) => [...group].sort().join()).sort()

describe('Whatever people do', () => {
  it('each post counts in exactly one case and every count is true', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), (acts) =>
        withTown(async (town) => {
          for (const one of acts)
            await tryTo(town, one).catch((error) => {
              if (!(error instanceof ConflictError)) throw error
            })
          expect(await faultsOf(town.store)).toEqual([])
          const posts = await town.store.read.selectFrom('posts').select('id').execute()
          expect((await town.partition()).flat()).toHaveLength(posts.length)
          // The index in memory has followed: a new process that reads the store finds the same.
          const { size } = town.matcher
          const again = townOn(town.store)
          await again.pipeline.rebuild()
          expect(size()).toEqual(again.matcher.size())
        }),
      ),
      { numRuns: 25 },
    )
  })

  it('undoing everything, last first, brings back who was with whom', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          act.filter(({ do: what }) => what !== 'undo' && what !== 'hear'),
          { minLength: 1, maxLength: 6 },
        ),
        (acts) =>
          withTown(async (town) => {
            const before = asSets(await town.partition())
            const first = (await events(town)).length
            for (const one of acts)
              await tryTo(town, one).catch((error) => {
                if (!(error instanceof ConflictError)) throw error
              })
            for (const event of (await events(town)).slice(first).reverse())
              await undoEvent(town.pipeline.desk, { event: event.id, actor: officer })
            expect(asSets(await town.partition())).toEqual(before)
            expect(
              await town.store.read.selectFrom('verdicts').select('id').where('retracted_by', 'is', null).execute(),
            ).toEqual([])
            expect(await faultsOf(town.store)).toEqual([])
          }),
      ),
      { numRuns: 20 },
    )
  })

  it('a split of what was just merged gives the same cases, and a merge of what was split the same case', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), (a, b) =>
        withTown(async (town) => {
          const before = asSets(await town.partition())
          const cases = await openCases(town)
          const [one, other] = [pick(cases, a), pick(cases, b)]
          if (one.id === other.id) return
          const moved = await postsIn(town, other.id)
          const { version } = await mergeCases(town.pipeline.desk, {
            case: one.id,
            from: [other.id],
            version: one.version,
            actor: officer,
          })
          const { source, created } = await splitCase(town.pipeline.desk, {
            case: one.id,
            posts: moved,
            version,
            actor: officer,
          })
          expect(asSets(await town.partition())).toEqual(before)
          await mergeCases(town.pipeline.desk, {
            case: source.id,
            from: [created.id],
            version: source.version,
            actor: officer,
          })
          expect(await town.partition()).toHaveLength(before.length - 1)
        }),
      ),
      { numRuns: 10 },
    )
  })
})
