import { describe, expect, it } from 'vitest'
import { type Verdict, worldOfVerdicts } from '../../dedupe/index.ts'
import { smallWorld } from './invented.ts'

const said = (a: string, b: string, link: Verdict['link']): Verdict => ({ a, b, link })

describe('what people ruled, as a world to fit to', () => {
  const world = worldOfVerdicts(smallWorld.reports, [
    said('w0', 'w1', 'must'),
    said('w2', 'w1', 'must'),
    said('w0', 'w5', 'cannot'),
  ])
  const incident = (id: string) => world.gold.find((g) => g.id === id)?.incident

  it('holds the posts ruled upon and no others, in order of time', () => {
    expect(world.reports.map(({ id }) => id)).toEqual(['w0', 'w1', 'w2', 'w5'])
  })

  it('joins along every "the same", and nothing else', () => {
    expect(new Set(['w0', 'w1', 'w2'].map(incident)).size).toBe(1)
    expect(incident('w5')).not.toBe(incident('w0'))
  })
})
