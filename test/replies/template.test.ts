import { describe, expect, it } from 'vitest'
import { mayBeSent, standingOf } from '../../src/replies/template.ts'
import { template } from './reporters.ts'

describe('a registered template', () => {
  const told = (more: object) =>
    new Map([
      [
        'whatsapp' as const,
        [{ account: '1', ...template, status: 'APPROVED', category: 'UTILITY', body: '', variables: 2, ...more }],
      ],
    ])
  it.each([
    ['that the platform approved', told({}), 'approved', true],
    ['that it paused', told({ status: 'PAUSED' }), 'paused', false],
    ['that it does not know', told({ name: 'another' }), 'missing', false],
    ['with other variables than there', told({ variables: 1 }), 'other-variables', false],
    ['of a platform that was not asked', new Map(), null, true],
  ] as const)('%s is used or not accordingly', (_, given, standing, used) => {
    expect(standingOf(template, given)).toBe(standing)
    expect(mayBeSent(standing)).toBe(used)
  })
})
