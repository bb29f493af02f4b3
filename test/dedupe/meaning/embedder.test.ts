import { describe, expect, it } from 'vitest'
import { cosineOfSameModel, type Embedding } from '../../../dedupe/meaning/index.ts'

const of = (model: string, ...numbers: number[]): Embedding => ({ model, vector: Float32Array.from(numbers) })

describe('vectors of an embedding model', () => {
  it('are compared by cosine where one model made them', () => {
    expect(cosineOfSameModel(of('m@1', 3, 4), of('m@1', 6, 8))).toEqual({ kind: 'cosine', value: 1 })
    expect(cosineOfSameModel(of('m@1', 1, 0), of('m@1', 0, 5))).toEqual({ kind: 'cosine', value: 0 })
  })

  it.each([
    ['two models', of('m@1', 1, 0), of('other', 1, 0)],
    ['two revisions of one model', of('m@1', 1, 0), of('m@2', 1, 0)],
    ['two lengths', of('m@1', 1, 0), of('m@1', 1, 0, 0)],
    ['a vector that says nothing', of('m@1', 0, 0), of('m@1', 1, 0)],
  ])('are not compared across %s', (_, a, b) => {
    expect(cosineOfSameModel(a, b)).toEqual({ kind: 'incomparable' })
  })
})
