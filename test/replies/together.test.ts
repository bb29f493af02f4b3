import { describe, expect, it } from 'vitest'
import type { Heard } from '../../src/replies/planned.ts'
import { type Named, outcome, plan, post, reporter } from './reporters.ts'

describe('accounts that belong together', () => {
  const linked = (channel: Named, id: string, preferred: boolean, surface: string, more: Partial<Heard> = {}) => ({
    ...reporter(channel, post(channel, surface, 1, more)),
    person: { id, preferred },
  })
  it('are told once, where their owner chose, or where he can be reached', () => {
    const chosen = [linked('whatsapp', 'a', false, 'dm'), linked('instagram', 'a', true, 'dm')]
    expect(plan(chosen).map(outcome)).toEqual(['refused: told-elsewhere', 'instagram-dm'])
    const closed = [linked('whatsapp', 'a', false, 'dm'), linked('x', 'a', true, 'post', { summoned: false })]
    expect(plan(closed).map(outcome)).toEqual(['whatsapp-session', 'refused: not-summoned'])
  })
  it('are told twice while nobody has linked them', () => {
    const two = [reporter('whatsapp', post('whatsapp', 'dm', 1)), reporter('instagram', post('instagram', 'dm', 1))]
    expect(plan(two).map(outcome)).toEqual(['whatsapp-session', 'instagram-dm'])
  })
  it('share one public post where X lets us answer none of them', () => {
    const three = [1, 2, 3].map(() => reporter('x', post('x', 'post', 1, { summoned: false })))
    const [first, ...rest] = plan(three, { publicPost: true })
    expect(first).toMatchObject({ route: 'x-post', to: '', inReplyTo: '', cost: 150 })
    expect(rest.map(outcome)).toEqual(Array(2).fill('refused: told-in-public'))
    const leaking = plan(three, { publicPost: true, texts: { ar: 'اتصل على 99887766' } })
    expect(leaking.map(outcome)).toEqual(['refused: personal-data', 'refused: not-summoned', 'refused: not-summoned'])
  })
})
