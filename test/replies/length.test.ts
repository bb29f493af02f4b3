import { describe, expect, it } from 'vitest'
import { lengthOf } from '../../src/replies/length.ts'
import { render } from '../../src/replies/render.ts'

describe('length', () => {
  it('is counted as the channel counts', () => {
    expect(lengthOf('مرحبا', 'characters')).toBe(5)
    expect(lengthOf('مرحبا', 'bytes')).toBe(10)
    expect(lengthOf('مرحبا https://example.com/a/very/long/path', 'x-weighted')).toBe(29)
    expect(lengthOf('\u2066S\u2069', 'x-weighted')).toBe(5)
  })
  it('drops the reference before the words', () => {
    const length = { max: 280, unit: 'x-weighted' } as const
    const about = { reference: 'S-2611-0042', link: null }
    const rendered = (ar: string) => render({ texts: { ar }, about, language: 'ar', length })
    expect(rendered('ك'.repeat(240))).toContain('S-2611-0042')
    expect(rendered('ك'.repeat(270))).toBe('ك'.repeat(270))
    expect(rendered('ك'.repeat(281))).toBeNull()
  })
})
