// What is asked together ends together.
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { type Tx, write } from '../../src/store/index.ts'
import { together } from '../../src/store/together.ts'
import { onBothEngines } from './engines.ts'

const failed = (code: string) => Object.assign(new Error(code), { code })

it('Answers come in the order of the questions', async () => {
  expect(await together([sleep(5, 'late'), Promise.resolve('soon')])).toEqual(['late', 'soon'])
})

it('A failure is told when nothing is at work any more', async () => {
  let ended = false
  const slow = sleep(20).then(() => {
    ended = true
  })
  await expect(together([Promise.reject(failed('23505')), slow])).rejects.toMatchObject({ code: '23505' })
  expect(ended).toBe(true)
})

it('What went wrong is told, not that the rest was turned away', async () => {
  const both = [Promise.reject(failed('25P02')), Promise.reject(failed('40P01'))]
  await expect(together(both)).rejects.toMatchObject({ code: '40P01' })
  await expect(together([Promise.reject(failed('25P02'))])).rejects.toMatchObject({ code: '25P02' })
})

onBothEngines('Questions of one transaction', (open) => {
  const number = async (tx: Tx, text: string) =>
    Number((await sql<{ n: number }>`select ${sql.raw(text)} as n`.execute(tx)).rows[0]!.n)

  it('are answered each with its own, and one that fails leaves the connection fit for the next', async () => {
    const store = await open({ connections: 1 })
    expect(await write(store, (tx) => together([number(tx, '1'), number(tx, '2')]))).toEqual([1, 2])
    await expect(write(store, (tx) => together([number(tx, 'nothing'), number(tx, '2')]))).rejects.toThrow('nothing')
    expect(await write(store, (tx) => together([number(tx, '3')]))).toEqual([3])
  })
})
