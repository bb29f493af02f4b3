import { describe, expect, it } from 'vitest'
import { distance, soundOf, soundsOf } from '../../../dedupe/text/sound.ts'

describe('the sound of a name', () => {
  it.each([
    ['7awalli', 'Hawalli'],
    ['5ai6an', 'khaitan'],
    ['gusoor', 'qusour'],
    ['fa7a7eel', 'fahaheel'],
    ['फरवानिया', 'farwaniya'],
    ['সালমিয়া', 'salmiya'],
    ['ഫർവാനിയ', 'farwaniya'],
    ["'6aher", 'dhaher'],
  ])('%s sounds like %s', (a, b) => {
    expect(soundOf(a).bones).toBe(soundOf(b.toLowerCase()).bones)
  })

  it('is heard with and without a case ending', () => {
    expect(soundsOf('ഫഹാഹീലിൽ').map((sound) => sound.bones)).toContain(soundOf('fahaheel').bones)
  })

  it('keeps other areas apart', () => {
    expect(soundOf('salmiya').bones).not.toBe(soundOf('sulaibiya').bones)
  })

  it('counts letters between spellings and gives up beyond a bound', () => {
    expect(distance('salmia', 'salwa', 3)).toBe(2)
    expect(distance('salmia', 'fahahil', 2)).toBe(3)
  })
})
