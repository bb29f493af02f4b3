import { describe, expect, it } from 'vitest'
import { prepare } from '../../../dedupe/prepare.ts'
import { post } from '../post.ts'

const report = (text: string) => prepare(post(text))
const problems = (text: string) =>
  report(text)
    .concepts.filter(({ role, sure }) => role === 'problem' && sure)
    .map(({ id }) => id)

describe('what is wrong', () => {
  it.each([
    ['ماكو كهربا عندنا', 'power.outage'],
    ['الكهربا من أمس طافية', 'power.outage'],
    ['bijli nahi hai', 'power.outage'],
    ['maku kahraba', 'power.outage'],
    ['walang kuryente', 'power.outage'],
    ['الماي مقطوع', 'water.outage'],
    ['el may maq6oo3', 'water.outage'],
    ['حفرة كبيرة بالشارع', 'road.pothole'],
  ])('in "%s" is %s', (text, problem) => {
    expect(problems(text)).toContain(problem)
  })

  it('keeps a water cut apart from a power cut', () => {
    expect(problems('الماي مقطوع')).not.toContain('power.outage')
  })

  it('does not hear water in "not"', () => {
    expect(report('ما يردون علينا').concepts.map(({ id }) => id)).not.toContain('water')
  })

  it('gives topics that are probabilities, and the authority of the likeliest', () => {
    const { topics, agency } = report('انقطاع التيار الكهربائي في السالمية قطعة ١٠')
    expect(topics[0]!.id).toBe('power-outage')
    expect(topics.reduce((sum, { p }) => sum + p, 0)).toBeLessThanOrEqual(1 + 1e-9)
    expect(agency).toBe('mew')
  })
})

describe('where the lexicon is silent', () => {
  const guess = (text: string) =>
    report(text).concepts.find(({ sure, end, role }) => !sure && end === 0 && role === 'problem')

  it('guesses the problem, unsurely and on no words', () => {
    const text = 'الليتات ترجف والمكيف يفصل كل شوي'
    expect(problems(text)).toEqual([])
    expect(guess(text)?.id).toMatch(/^power\./)
  })

  it('guesses nothing beside what was read, nor in a greeting', () => {
    expect(guess('ماكو كهربا عندنا')).toBeUndefined()
    expect(guess('السلام عليكم')).toBeUndefined()
  })
})

describe('an emergency', () => {
  it.each([
    'الحقونا نار ببيت جيراننا وفيه ناس داخل، العارضية ق٩',
    'اكو رجال محبوس بالمصعد وما يتنفس، حولي شارع تونس',
    'man trapped under a wall at the site, not moving, send ambulance, Mahboula block 1',
    'lift band hai, 4 log phans gaye hain, jaldi aao, Farwaniya block 2',
  ])('is somebody in danger now: %s', (text) => {
    expect(report(text).kind).toBe('emergency')
  })

  it.each([
    'هل يلزم تصريح لزراعة شجرة سدر قدام البيت؟',
    'إنارة الشارع طافية في بيان قطعة ١٠ شارع ٤ من أسبوع',
    'please fog our street, mosquitoes everywhere in Dasma',
  ])('is not what can wait: %s', (text) => {
    expect(report(text).kind).not.toBe('emergency')
  })
})

describe('the state of the matter', () => {
  it.each([
    ['الكهربا مقطوعة', 'open'],
    ['رجعت الكهرباء مشكورين', 'solved'],
    ['رجعت المشكلة مرة ثانية، الكهربا مقطوعة', 'again'],
    ['للحين ما تصلح', 'open'],
    ['سهل رد طاح علينا', 'again'],
    ['رجع الجهد ينزل تحت ١٩٠', 'again'],
    ['رجع يشتغل التطبيق', 'solved'],
    ['ريحة المجاري رجعت', 'again'],
    ['ما رجعت الكهربا', 'open'],
    ['عاد طفت الكهربا وماكو مكيف', 'open'],
    ['رد نزل الراتب مشكورين', 'solved'],
    ['Sahel crashed again this morning', 'again'],
  ])('in "%s" is %s', (text, state) => {
    expect(report(text).state).toBe(state)
  })
})

describe('when it happened', () => {
  const hoursAgo = (text: string) => {
    const { happened, at } = report(text)
    return happened.said ? Math.round((at - happened.from) / 3_600_000) : null
  }
  it.each([
    ['الكهربا مقطوعة صار لنا ٣ ساعات', 3],
    ['no power since 2 hours', 2],
    ['الماي مقطوع من يومين', 48],
    ['الماي مقطوع منذ ثلاثة أسابيع', 504],
    ['el may maq6oo3 mn 5 ayam', 120],
    ['تین دن سے پانی نہیں', 72],
    ['তিন দিন ধরে পানি নাই', 72],
    ['sudah 2 dino se bijli nahi', 48],
    ['من الاحد ومحد يا', 156],
    ['راجعونا خلال أسبوع', null],
    ['every 3 days the same story', null],
    ['power is out', null],
  ])('in "%s" is %s hours ago', (text, hours) => {
    expect(hoursAgo(text)).toBe(hours)
  })

  it('counts days in Kuwait, and knows what comes back', () => {
    const { happened, at } = report('كل ليلة نفس الإزعاج')
    expect(happened).toEqual({ from: at, to: at, said: false, recurring: true })
    const yesterday = report('أمس طاح عمود الإنارة').happened
    expect(new Date(yesterday.from).toISOString()).toBe('2026-11-26T21:00:00.000Z')
    expect(new Date(yesterday.to).toISOString()).toBe('2026-11-27T21:00:00.000Z')
  })
})

describe('what a post is for', () => {
  it.each([
    ['السلام عليكم ورحمة الله وبركاته', 'greeting'],
    ['خصم ٣٠٪ على جميع العبايات، للطلب واتساب، توصيل لجميع المناطق', 'advert'],
    ['الكهرباء مقطوعة بالسالمية قطعة ٥ من ساعتين', 'complaint'],
  ])('"%s" is a %s', (text, kind) => {
    expect(report(text).kind).toBe(kind)
  })

  it('is believed to belong with an incident only if it says one', () => {
    expect(report('الكهرباء مقطوعة بالسالمية قطعة ٥ من ساعتين').reports).toBeGreaterThan(0.9)
    expect(report('السلام عليكم').reports).toBeLessThan(0.3)
  })
})

describe('a prepared report', () => {
  it('is plain data, the same every time, and holds no phone number', () => {
    const one = report('ماكو كهربا، اتصلوا 97412345 رقمي ٦٦٧٧٨٨٩٩')
    expect(structuredClone(one)).toEqual(one)
    expect(report('ماكو كهربا، اتصلوا 97412345 رقمي ٦٦٧٧٨٨٩٩')).toEqual(one)
    expect(JSON.stringify(one)).not.toMatch(/97412345|66778899/)
  })

  it('knows a verbatim copy, and nothing in two silent posts', () => {
    expect(report('الكهرباء  مقطوعة 🔥').copy).toBe(report('الكهرباء مقطوعة').copy)
    expect(report('الكهرباء مقطوعة').copy).not.toBe(report('الماء مقطوع').copy)
    expect(report('📷').copy).toBe('')
  })

  it.each([
    '',
    ' ',
    '.',
    '🔥',
    '٣',
    '@mew',
    'https://x.com/a',
    '\u0000',
    'ﷺ',
    '\ud83d',
  ])('is made of "%s" too', (text) => {
    expect(report(text).version).toMatch(/^kuwait-/)
  })
})
