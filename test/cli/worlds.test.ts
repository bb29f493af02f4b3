import { describe, expect, it } from 'vitest'
import { listed } from '../../src/cli/worlds.ts'

describe('files after a flag that takes a list', () => {
  it.each([
    ['belong to it', '--gold a b --beside c d', '--gold a --gold b --beside c --beside d'],
    ['belong to it however often it is said', '--beside a --beside b c', '--beside a --beside b --beside c'],
    ['end with the next flag', '--beside a b --out w', '--beside a --beside b --out w'],
    ['are left as they are without one', 'a b --out w', 'a b --out w'],
  ])('%s', (_, said, meant) => {
    expect(listed(said.split(' '))).toEqual(meant.split(' '))
  })
})
