import { describe, expect, it } from 'vitest'
import { repair } from '../../dedupe/cluster/repair.ts'
import { createShelf } from '../../dedupe/cluster/shelf.ts'
import { shippedWeights } from '../../dedupe/index.ts'
import { minutes, report } from './invented.ts'

/** A case of power cuts with a stray dog in it, and the case of dogs the stray came from. */
const repaired = (size: number): { readonly stray: string | null } => {
  const shelf = createShelf()
  const by = { author: 'salem', channel: 'whatsapp', kind: 'dm' }
  const dogs = report('dogs', 'كلاب ضالة تهاجم الأطفال في سعد العبدالله قطعة ٦', { ...by, at: minutes(0) })
  const stray = report('stray', 'كلاب ضالة تهاجم الأطفال في سعد العبدالله قطعة ٦!!', { ...by, at: minutes(2) })
  const cuts = Array.from({ length: size - 1 }, (_, i) =>
    report(`cut-${i}`, 'الكهرباء مقطوعة في مشرف قطعة ٢', { at: minutes(1) + i }),
  )
  shelf.place(dogs, 'case-dogs')
  for (const one of [...cuts, stray]) shelf.place(one, 'of-cuts')
  repair(shelf, [dogs, ...cuts, stray], shippedWeights(), 'balanced')
  return { stray: shelf.caseOf('stray') }
}

describe('looking again', () => {
  it('puts a post right in a case of up to fifty', () => {
    expect(repaired(8)).toEqual({ stray: 'case-dogs' })
    expect(repaired(50)).toEqual({ stray: 'case-dogs' })
  })

  it('leaves a larger case to a person', () => {
    expect(repaired(51)).toEqual({ stray: 'of-cuts' })
  })
})
