// Comparing two sorted lists of hashed ids inside signatures.
import { count, end, type Signature, start } from './signature.ts'
import type { ListName } from './traits.ts'

export const shared = (a: Signature, b: Signature, listA: ListName, listB: ListName = listA): number => {
  let i = start(a, listA)
  let j = start(b, listB)
  const endA = end(a, listA)
  const endB = end(b, listB)
  let found = 0
  while (i < endA && j < endB) {
    const x = a.data[i]!
    const y = b.data[j]!
    if (x === y) found++
    if (x <= y) i++
    if (y <= x) j++
  }
  return found
}

/** 1 something shared, -1 both say something else, 0 one side is silent. */
export const agreement = (a: Signature, b: Signature, list: ListName): -1 | 0 | 1 =>
  count(a, list) === 0 || count(b, list) === 0 ? 0 : shared(a, b, list) > 0 ? 1 : -1
