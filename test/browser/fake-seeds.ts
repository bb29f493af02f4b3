// The invented posts themselves: five told cases, a lane of small talk, and as many plain cases as a long list needs.
import type { CasePostWire, CaseWire, PostWire, ReviewWire } from '../../src/http/contract.ts'
import { build, file, post, reviewOf, type Seed } from './fake-world.ts'

const told: readonly Seed[] = [
  {
    id: 'c-lift',
    kind: 'emergency',
    title: 'عالقون في مصعد عمارة النخيل ومعهم طفل',
    area: 'mangaf',
    block: '4',
    topic: 'power',
    agency: 'power',
    window: { in: 45, authors: 2 },
    said: [
      {
        id: 'l1',
        channel: 'whatsapp',
        ago: 14,
        text: 'إحنا عالقين بالأصنصير عمارة النخيل المنقف ق ٤ ومعانا ياهل، بسرعة الله يخليكم',
      },
      {
        id: 'l2',
        channel: 'x',
        ago: 9,
        text: 'People are trapped in the lift of Nakheel building, Mangaf block 4. The guard has no key',
      },
    ],
    why: {
      l2: { to: 'l1', place: ['Mangaf block 4', 'المنقف ق ٤'], problem: ['trapped in the lift', 'عالقين بالأصنصير'] },
    },
  },
  {
    id: 'c-power',
    title: 'انقطعت الكهرباء عن السرة والشارع كله ظلام',
    area: 'surra',
    topic: 'power',
    agency: 'power',
    reviews: 1,
    owner: { id: 'u-jaber', name: 'Jaber' },
    status: 'in-progress',
    window: { in: 190, authors: 4 },
    said: [
      {
        id: 'p1',
        channel: 'whatsapp',
        ago: 64,
        text: 'مساء الخير، انقطعت الكهربا عندنا بالسرة ق ٤ من خمس دقايق والشارع كله ظلام',
        location: { lat: 29.3141, lon: 48.0079 },
      },
      { id: 'p2', channel: 'x', ago: 58, text: 'السرة طفت مرة وحدة 😅 شنو السالفة @ministry' },
      {
        id: 'p3',
        channel: 'x',
        ago: 51,
        text: "Lights just went out in Surra block 2, can't see a single lit window from my balcony",
      },
      {
        id: 'p4',
        channel: 'instagram',
        ago: 47,
        text: 'surra kelha thalam mn rob3 sa3a, batareyat el mobile 9% 😂',
        language: 'arabizi',
      },
      {
        id: 'p5',
        channel: 'whatsapp',
        ago: 40,
        text: 'السلام علیکم، سرہ کے علاقے میں بجلی چلی گئی ہے، لفٹ بھی بند ہے',
        language: 'ur',
      },
      {
        id: 'p6',
        channel: 'whatsapp',
        ago: 33,
        text: 'هذي صورة شارعنا، السرة قطعة ٤',
        media: [
          file({
            id: 'm1',
            caption: 'شارع مظلم',
            url: '/media/m1',
            thumbnail: '/media/m1?as=thumbnail',
            width: 1600,
            height: 1200,
            words: 'محطة السرة',
          }),
          file({ id: 'm2', kind: 'voice', mimeType: 'audio/ogg', url: '/media/m2', durationMs: 47_300 }),
          file({ id: 'm3', kind: 'video', mimeType: 'video/mp4', url: '/media/m3', durationMs: 8_000 }),
          file({ id: 'm4', state: 'waiting', fault: 'unreachable' }),
          file({ id: 'm5', kind: 'document', filename: 'كتاب.pdf', state: 'refused', fault: 'too-large' }),
        ],
      },
      { id: 'p7', channel: 'instagram', ago: 21, text: 'حفرة كبيرة عند دوار السرة كسرت التاير', forwarded: true },
      {
        id: 'p8',
        channel: 'x',
        ago: 6,
        text: 'نفيدكم بأن التيار مقطوع عن عموم منطقة السرة منذ قرابة الساعة، ونرجو إيضاح موعد عودته',
        editedAt: new Date(0).toISOString(),
      },
    ],
    why: {
      p2: { to: 'p1', place: ['السرة', 'بالسرة'], problem: ['طفت', 'انقطعت الكهربا'] },
      p3: {
        to: 'p1',
        place: ['Surra', 'بالسرة'],
        problem: ['Lights just went out', 'انقطعت الكهربا'],
        rival: 'c-water',
      },
      p4: { to: 'p1', place: ['surra', 'بالسرة'], problem: ['thalam', 'ظلام'] },
      p5: { to: 'p1', place: ['سرہ', 'بالسرة'], problem: ['بجلی چلی گئی', 'انقطعت الكهربا'] },
      p6: { to: 'p1', place: ['السرة قطعة ٤', 'بالسرة ق ٤'] },
      p7: { to: 'p1', place: ['السرة', 'بالسرة'] },
      p8: { to: 'p1', place: ['السرة', 'بالسرة'], problem: ['التيار مقطوع', 'انقطعت الكهربا'] },
    },
  },
  {
    id: 'c-water',
    title: 'انفجار أنبوب ماء في وسط الشارع',
    area: 'rumaithiya',
    block: '7',
    topic: 'water',
    agency: 'power',
    said: [
      { id: 'w1', channel: 'whatsapp', ago: 130, text: 'انفجر بايب الماي اللي بنص الشارع، الرميثية قطعة ٧ شارع ٧١' },
      { id: 'w2', channel: 'instagram', ago: 118, text: 'الماي قاعد يهدر من الفجر بشارعنا بالرميثيه حرام' },
    ],
    why: { w2: { to: 'w1', place: ['بالرميثيه', 'الرميثية'], problem: ['الماي قاعد يهدر', 'بايب الماي'] } },
  },
  {
    id: 'c-shade',
    kind: 'suggestion',
    title: 'مظلات على ممشى الجهراء حتى يمشي فيه كبار السن نهارًا',
    area: 'jahra',
    topic: 'roads',
    agency: 'town',
    said: [
      { id: 's1', channel: 'x', ago: 300, text: 'اقتراح: حطوا مظلات على ممشى الجهراء حتى يمشون فيه كبار السن نهار' },
    ],
  },
  {
    id: 'c-permit',
    kind: 'inquiry',
    title: 'How long does a shop permit take after the inspection?',
    area: null,
    topic: 'waste',
    agency: 'town',
    said: [
      {
        id: 'q1',
        channel: 'instagram',
        ago: 400,
        text: 'How long does a shop permit take after the inspection? My file is waiting since Sunday',
      },
    ],
  },
]

const matters = [
  ['حاوية قمامة طافحة منذ يومين', 'waste', 'town'],
  ['حفرة في الشارع الداخلي', 'roads', 'works'],
  ['ضعف ضخ المياه في الأدوار العليا', 'water', 'power'],
  ['Street lamp flickers all night', 'power', 'power'],
] as const
const places = ['surra', 'rumaithiya', 'mangaf', 'jahra'] as const

const plain = (index: number): Seed => {
  const [title, topic, agency] = matters[index % matters.length] ?? matters[0]
  const area = places[Math.floor(index / 4) % places.length] ?? 'surra'
  const said = {
    id: `n${index}`,
    channel: index % 3 === 0 ? 'x' : 'whatsapp',
    ago: 500 + index * 7,
    text: title,
  } as const
  return { id: `c-${index}`, title, topic, agency, area, said: [said] }
}

const chatter = [
  ['g1', 'whatsapp', 'صباح الورد على أهل الوزارة 🌹', 'greeting'],
  ['g2', 'instagram', 'للبيع شاليه قسيمة زاوية، التواصل خاص', 'advert'],
  ['g3', 'whatsapp', 'شكثر رسوم تجديد الرخصة؟', 'general-question'],
  ['g4', 'x', 'يعطيكم العافية على شغلكم', 'thanks'],
] as const

export type World = {
  cases: Map<string, CaseWire>
  posts: Map<string, CasePostWire[]>
  lane: PostWire[]
  reviews: ReviewWire[]
}

export const createWorld = (now: number, more = 70): World => {
  const built = [...told, ...Array.from({ length: more }, (_, index) => plain(index))].map((seed, index) =>
    build(now, seed, index + 1),
  )
  const lane = chatter.map(([id, channel, text, reportKind], index) =>
    post(now, { id, channel, text, reportKind, ago: 10 + index * 9 }),
  )
  const [lift, power, water] = built
  if (!lift || !power || !water) throw new Error('the told cases come first')
  const asked = (id: string, channel: PostWire['channel'], text: string, caseId: string) => ({
    ...post(now, { id, channel, text, ago: 12 }),
    caseId,
  })
  const reviews = [
    reviewOf('r1', now, asked('n0', 'x', 'للحين ما رجعت بالسرة، أكو خبر؟', 'c-0'), [power, water], {
      place: ['بالسرة', 'بالسرة'],
    }),
    reviewOf('r2', now, asked('n1', 'instagram', 'بايب الماي عند المدرسة بالرميثية يهدر', 'c-1'), [water], {
      place: ['بالرميثية', 'الرميثية'],
      problem: ['بايب الماي', 'بايب الماي'],
    }),
    reviewOf('r3', now, asked('n2', 'whatsapp', 'المصعد عندنا معلق، المنقف', 'c-2'), [lift], {
      place: ['المنقف', 'المنقف'],
    }),
  ]
  return {
    cases: new Map(built.map(({ given }) => [given.id, given])),
    posts: new Map(built.map(({ given, posts }) => [given.id, posts])),
    lane,
    reviews,
  }
}
