// Names and words that people add: read beside the profile's own, told by the version, without a trace in what does not say them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Addition, additionsOf, isCurrent, isUsable, landmarkNamed, spansOfAdditions } from '../../dedupe/index.ts'
import { prepare, version } from '../../dedupe/prepare.ts'
import { post } from './post.ts'

const nickname: Addition = { kind: 'place', name: 'بومتيح', means: 'mishref', word: false }
const landmark: Addition = { kind: 'landmark', name: 'مجمع الفنار الأخضر', area: 'salmiya', word: false }
const matter: Addition = { kind: 'matter', name: 'شفاطة معطلة', means: 'sewage', word: false }
const problem: Addition = { kind: 'matter', name: 'السالفة الطافية', means: 'power.outage', word: false }
const all = additionsOf([nickname, landmark, matter, problem])
const read = (text: string, added = all) => prepare(post(text), added)
const areas = (text: string, added = all) =>
  read(text, added)
    .places.filter(({ slot }) => slot === 'area')
    .map(({ value, sure }) => `${value}${sure ? '' : '?'}`)

describe('A nickname of an area', () => {
  it.each([
    'الكهرباء مقطوعة ببومتيح قطعة ٢',
    'ماكو كهربا في بومتيح',
    'وبومتيح كلها ظلام',
  ])('is that area: %s', (text) => {
    expect(areas(text)).toEqual(['mishref'])
    expect(areas(text, additionsOf([]))).not.toContain('mishref')
  })

  it('owns the block behind it', () => {
    const block = read('حفرة في بومتيح قطعة ٢').places.find(({ slot }) => slot === 'block')
    expect(block).toMatchObject({ value: '2', area: 'mishref' })
  })

  it('that is an ordinary word too counts only beside what makes it a place', () => {
    const word = additionsOf([{ ...nickname, name: 'الوردة', word: true }])
    expect(areas('ماكو كهربا في الوردة', word)).toEqual(['mishref'])
    expect(areas('الوردة ذبلت من الحر', word)).not.toContain('mishref')
  })
})

describe('A new landmark', () => {
  it('is one thing wherever it is said, stands in its area, and carries its name', () => {
    const [first, again] = ['حريق في مجمع الفنار الاخضر', 'دخان يطلع من مجمع الفنار الأخضر'].map(
      (text) => read(text).places.find(({ slot }) => slot === 'landmark')!,
    )
    expect(first).toMatchObject({ value: again!.value, area: 'salmiya', sure: true })
    expect(landmarkNamed(first!.value)).toBe(landmark.name)
    expect(areas('حريق في مجمع الفنار الاخضر')).toEqual(['salmiya'])
  })
})

describe('A word for a matter', () => {
  it('leads to its topic, or to its problem, which is then sure', () => {
    expect(read('شفاطه معطله من أمس').topics[0]).toMatchObject({ id: 'sewage' })
    expect(read('شفاطه معطله من أمس', additionsOf([])).topics[0]!.p).toBeLessThan(0.5)
    const told = read('السالفة الطافية عندنا من الصبح')
    expect(told.topics[0]!.id).toBe('power-outage')
    expect(told.concepts).toContainEqual(expect.objectContaining({ id: 'power.outage', role: 'problem', sure: true }))
  })
})

describe('The version of a report', () => {
  it('tells which additions it heard, and is current until one of them is taken back', () => {
    const heard = read('الكهرباء مقطوعة ببومتيح')
    expect(heard.version).toMatch(new RegExp(`^${version}\\+[\\da-z]+$`))
    expect(isCurrent(heard.version, all)).toBe(true)
    expect(isCurrent(heard.version, additionsOf([nickname]))).toBe(true)
    expect(isCurrent(heard.version, additionsOf([landmark]))).toBe(false)
    expect(isCurrent(version, all)).toBe(true)
    expect(isCurrent('kuwait-0', all)).toBe(false)
  })

  it('does not hang on the order in which they were added', () => {
    const text = 'شفاطة معطلة ببومتيح'
    expect(read(text, additionsOf([problem, matter, landmark, nickname]))).toEqual(read(text))
  })
})

describe('What says none of them', () => {
  it.each([
    'حفرة كبيرة في شارع ١٠ بالرميثية',
    'مقطوعة الكهربا بمشرف',
    'good morning',
    '',
  ])('is read as before: %s', (text) => expect(read(text)).toEqual(prepare(post(text))))

  it('is so for any text without their words', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ابتثجحخدر ١2,.xz') }), (text) => {
        fc.pre(spansOfAdditions(text, all).length === 0)
        expect(read(text)).toEqual(prepare(post(text)))
      }),
    )
  })
})

describe('What may be added', () => {
  it('means something that is known, and has a word to be found by', () => {
    expect([nickname, landmark, matter, problem].map(isUsable)).toEqual([true, true, true, true])
    const wrong: Addition[] = [
      { ...nickname, means: 'atlantis' },
      { ...landmark, area: 'sheikh-jaber-bridge' },
      { ...matter, means: 'no-such-topic' },
      { ...nickname, name: '…' },
      { ...nickname, name: 'ب' },
    ]
    expect(wrong.map(isUsable)).toEqual(wrong.map(() => false))
  })

  it('is found where it is said, by its own words alone', () => {
    const text = 'السلام عليكم، شفاطه معطله جدام مجمع الفنار الاخضر'
    expect(spansOfAdditions(text, all).map(({ start, end }) => text.slice(start, end))).toEqual([
      'شفاطه معطله',
      'مجمع الفنار الاخضر',
    ])
  })
})
