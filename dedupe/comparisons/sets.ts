// Comparing two sorted lists of hashed ids inside signatures.
import { end, type Signature, says, start } from './signature.ts'

export const shared = (a: Signature, b: Signature, listA: number, listB: number = listA): number => {
  if (!says(a, listA) || !says(b, listB)) return 0
  let i = start(a, listA)
  const endA = end(a, listA)
  let j = start(b, listB)
  const endB = end(b, listB)
  let found = 0
  // Counted up by answers taken as numbers: branches here would be guessed wrong every other time.
  while (i < endA && j < endB) {
    const x = a.data[i]!
    const y = b.data[j]!
    found += Number(x === y)
    i += Number(x <= y)
    j += Number(y <= x)
  }
  return found
}

/** 1 something shared, -1 both say something else, 0 one side is silent. */
export const agreement = (a: Signature, b: Signature, list: number): -1 | 0 | 1 => {
  if (!says(a, list) || !says(b, list)) return 0
  let i = start(a, list)
  let j = start(b, list)
  const endA = end(a, list)
  const endB = end(b, list)
  while (i < endA && j < endB) {
    const x = a.data[i]!
    const y = b.data[j]!
    if (x === y) return 1
    if (x < y) i++
    else j++
  }
  return -1
}
