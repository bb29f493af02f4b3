import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { holdRule, putRule, ruleOf } from '../../src/store/desk.ts'
import { write } from '../../src/store/index.ts'
import { onBothEngines } from './engines.ts'

onBothEngines('A rule of the house', (open) => {
  it('loses nobody’s change to another’s at the same moment, the very first one neither', async () => {
    const store = await open({ connections: 4 })
    const add = (one: string) =>
      write(store, async (tx) => {
        const before = ((await holdRule(tx, 'list')) ?? []) as readonly string[]
        await sleep(20)
        await putRule(tx, 'list', [...before, one], 'Maha', 1)
      })
    // With a connection each already, they do come at the same moment.
    await Promise.all([1, 2, 3].map(() => write(store, () => sleep(50))))
    await Promise.all(['a', 'b', 'c'].map(add))
    expect(((await ruleOf(store.read, 'list')) as string[]).toSorted()).toEqual(['a', 'b', 'c'])
  })

  it('is nothing where nobody kept it, or who held it gave up', async () => {
    const store = await open()
    const givenUp = write(store, async (tx) => {
      expect(await holdRule(tx, 'list')).toBeNull()
      throw new Error('given up')
    })
    await expect(givenUp).rejects.toThrow('given up')
    expect(await ruleOf(store.read, 'list')).toBeNull()
    expect(await store.read.selectFrom('desk_rules').selectAll().execute()).toEqual([])
  })
})
