import { describe, expect, it } from 'vitest'
import { type CaseView, createMatcher, decide, locate, type Report, weakBridge } from '../../dedupe/index.ts'
import { minutes, report } from './invented.ts'

const view = (id: string, members: readonly Report[], over: Partial<CaseView> = {}): CaseView => ({
  id,
  members,
  size: members.length,
  closedAt: null,
  ...over,
})

const cut = report('cut', 'الكهرباء مقطوعة في مشرف قطعة ٢ من نص ساعة')
const echo = report('echo', 'ماكو كهربا بمشرف ق٢، متى ترجع الكهربا؟', { at: minutes(6), channel: 'whatsapp' })
const elsewhere = report('elsewhere', 'ماكو كهربا بالجهراء ق٢، متى ترجع الكهربا؟', { at: minutes(6) })

describe('a decision', () => {
  it('ranks the echo of an incident above the same trouble in another area', () => {
    const decision = decide(echo, [view('far', [elsewhere]), view('near', [cut])])
    expect((decision.match ?? decision.suggested[0])?.case).toBe('near')
  })

  it('never lets another sure area through, however alike the words', () => {
    const decision = decide(elsewhere, [view('case', [cut])], { mode: 'balanced' })
    expect(decision.match).toBeNull()
    expect(decision.rival).toMatchObject({ case: 'case', vetoed: true })
  })

  it('takes a quarter and the town it is part of for no conflict', () => {
    const fire = report('fire', 'حريق كبير بمخزن أخشاب في الشويخ الصناعية الثانية')
    const seen = (text: string) => decide(report('seen', text, { at: minutes(3) }), [view('case', [fire])]).rival
    expect(seen('حريق بمخزن أخشاب بالشويخ، الدخان واصل')?.vetoed ?? false).toBe(false)
    expect(seen('حريق بمخزن أخشاب بالصليبية، الدخان واصل')?.vetoed).toBe(true)
  })

  it('takes an author who turns to another matter at their word, however soon', () => {
    const told = report('told', 'الكهرباء مقطوعة في مشرف قطعة ٢', { author: 'one' })
    const soon = (text: string) =>
      decide(report('soon', text, { author: 'one', at: minutes(2) }), [view('case', [told])], { mode: 'balanced' })
    const { match, rival } = soon('وعندي شي ثاني: شجر مقصوص مرمي على الرصيف')
    expect(match).toBeNull()
    expect(rival?.terms.filter(({ veto }) => veto).map(({ aspect }) => aspect)).toEqual(['author'])
    expect(soon('وبعد الثلاجة خربت من طول المدة').rival?.vetoed ?? false).toBe(false)
  })

  it('opens a case where nothing is near', () => {
    expect(decide(cut, [])).toMatchObject({ kind: 'different', match: null, p: 0, reason: 'no-candidate' })
  })

  it('is the same for the same input, whatever order the candidates come in', () => {
    const cases = [view('a', [cut]), view('b', [elsewhere])]
    expect(decide(echo, cases)).toEqual(decide(echo, cases.toReversed()))
  })

  it('adds up: the terms of a match sum to its weight', () => {
    const { match, rival } = decide(echo, [view('case', [cut])])
    const told = match ?? rival!
    expect(told.terms.reduce((sum, term) => sum + term.weight, 0)).toBeCloseTo(told.weight, 1)
  })

  it('shows the words that matched in both posts', () => {
    const { match, rival } = decide(echo, [view('case', [cut])])
    const place = locate(match ?? rival!, echo, [cut]).terms.find((term) => term.aspect === 'place')
    expect(place?.here?.length).toBeGreaterThan(0)
    expect(place?.there?.of).toBe('cut')
  })
})

describe("people's verdicts", () => {
  const must = { a: 'elsewhere', b: 'cut', link: 'must' } as const
  const cannot = { a: 'cut', b: 'echo', link: 'cannot' } as const

  it('join what the machine would veto', () => {
    const decision = decide(elsewhere, [view('case', [cut])], { verdicts: [must] })
    expect(decision).toMatchObject({ kind: 'same', reason: 'verdict', match: { case: 'case' } })
  })

  it('part what the machine would join, and what it would suggest', () => {
    const decision = decide(echo, [view('case', [cut])], { mode: 'balanced', verdicts: [cannot] })
    expect(decision.match).toBeNull()
    expect(decision.suggested).toEqual([])
  })

  it('hold in the matcher until they are taken back', () => {
    const matcher = createMatcher({ mode: 'balanced' })
    matcher.place(cut, 'case')
    matcher.link(must)
    expect(matcher.decide(elsewhere).match?.case).toBe('case')
    matcher.unlink('cut', 'elsewhere')
    expect(matcher.decide(elsewhere).match).toBeNull()
  })
})

describe('a case that was solved', () => {
  const back = report('back', 'انقطعت الكهرباء مرة ثانية في مشرف قطعة ٢', {
    at: minutes(90),
    author: cut.author,
    replyTo: 'cut',
  })
  const again: Report = { ...back, state: 'again' }
  const options = { mode: 'balanced' } as const

  it('is not reopened by the matter coming back, but named by the new case', () => {
    const decision = decide(again, [view('old', [cut], { closedAt: minutes(60) })], options)
    expect(decision).toMatchObject({ kind: 'different', match: null, reason: 'recurrence', recurrenceOf: 'old' })
  })

  const hours = (n: number) => minutes(60 * n)
  it.each([
    ['hours later, though nobody says "again"', 9, 'old'],
    ['while echoes of the old one still come in', 2, null],
  ])('is named by a plain new report %s', (_, at, recurrenceOf) => {
    const plain: Report = { ...back, at: hours(at), happened: { ...back.happened, from: hours(at) }, state: 'open' }
    expect(decide(plain, [view('old', [cut], { closedAt: minutes(60) })], options)).toMatchObject({ recurrenceOf })
  })

  it('while still open, takes the same post in', () => {
    expect(decide(again, [view('old', [cut])], options)).toMatchObject({ kind: 'same', recurrenceOf: null })
  })
})

describe('the weak-bridge alarm', () => {
  it('names the part that does not belong', () => {
    const stranger = report('stranger', 'كلاب ضالة في سعد العبدالله قطعة ٦', { at: minutes(20) })
    expect(weakBridge([cut, echo, stranger])?.apart).toEqual(['stranger'])
  })

  it('is silent where all speak of one thing', () => {
    const third = report('third', 'الكهرباء مقطوعة في مشرف قطعة ٢ من ساعة', { at: minutes(9) })
    expect(weakBridge([cut, echo, third])).toBeNull()
  })
})
