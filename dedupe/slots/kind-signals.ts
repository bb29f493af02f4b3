// Signs of what a post is for, counted: selling, praising in general, news and sport, speaking for oneself, complaining.
import type { Reading } from '../text/read.ts'
import type { PlaceMention, Report } from '../types.ts'
import type { Said } from './said.ts'
import { foldedSet } from './words.ts'

const SELLING = foldedSet(
  'خصم خصومات عرض عروض اسعار باسعار أسعارنا خدمة خدماتنا توصيل للبيع للايجار اتصل تواصل للتواصل كلمونا واتساب دايركت خاص تشكيلة جاهزة جاهز اطلب الطلب للطلب حصص مدرس مدرسة تقسيط ضمان تركيب تصليح تسليك صيانة نقل عفش انواع المناطق ارخص بارخص نوفر متوفر لدينا اشترك اربح تداول استثمار متابعين كوبون كود استلام',
  'order orders dm discount sale promo offer offers delivery available call whatsapp inbox followers followback vip profit earn invest rent tuition tutor branch visit lessons pickup preferred kaam aapke',
  '5asm 5a9m 3ar9 3roo9 twa9il tawseel a6lob lel lil bai3 bee3',
)
const NEWS = foldedSet(
  'النفط اسعار_النفط اوبك الاسواق الحكومة حكومات مجلس الامة نواب النواب وزير الوزير انتخابات اقتصادية السياسة منتخب المنتخب الازرق مباراة المباراة كورة كرة كاس كأس دوري القادسية العربي هدف لاعب اللاعبين تحكيم هلال فريق',
  'football match team goal league worldcup oil opec parliament election minister budget',
)
const OURS = foldedSet(
  'عندنا عندي بيتنا بيتي لنا علينا احنا حنا انا ولدي بنتي عيالي امي ابوي زوجتي سيارتي عمارتنا شقتي شارعنا فريجنا منطقتنا قدمت دفعت راجعت اشتريت طلبت وصلتني معاملتي راتبي حسابي',
  'my our we us i me mine mera meri mere hamara hamari humara main mai ko aking namin kami ko ako 3indi 3ndi 3endna 3indna 3ndna baitna bayti e7na 7na ana میرا میری ہمارے ہم मेरा मेरी हमारे हम আমার আমাদের আমরা ഞാൻ എന്റെ ഞങ്ങൾ',
)
const PRAYER = foldedSet(
  'اللهم الله ربي يارب سبحان الحمدلله الحمد استغفر دعاء امين جمعة مباركة صلوا النبي رمضان عيد مبارك كريم',
)
/** The good old days, wisdom, jokes about life: said of the town, not of an incident. */
const MUSING = foldedSet(
  'زمان بزماننا بزمان اول الطيبين ذكريات طفولتنا تتذكرون تذكرون يذكر الذكريات الوطن وطن الشعب الدنيا الحياة نكتة تخيل ليت ياليت ياحظ حظ اقتباس حكمة مقولة',
  'throwback nostalgia memories remember oldschool joke imagine meanwhile quote',
)
/** Praise, congratulation and wishes for people at large. */
const PRAISE = foldedSet(
  'تحية تحيه تقدير التقدير الشكر شكر ابطال جهود الجهود مبروك مبارك نبارك تهانينا التهاني الف فخر فخورين العافية يعطيهم كفو بطل ابطالنا ناجحين نجحوا التخرج',
  'congrats congratulations proud heroes hero salute respect kudos love beautiful amazing',
)
/** The sky as talk: forecasts, degrees, seasons. */
const SKY = foldedSet(
  'الطقس طقس الارصاد درجة الحرارة حرارة الجو موسم الربيع الشتا الشتاء الصيف البرد عطلة الثلج غيوم محطة',
  'weather forecast degrees temperature sunset sunrise sky',
)
/** Prizes, likes and followers; somebody looking for work. */
const BAIT = foldedSet(
  'سحب جائزة جوائز فوز ربح مسابقة هدية هدايا لايك فولو متابعة رتويت تعيين توظيف وظيفة وظايف شواغر خريج خريجة مؤهل سيرة خبرة',
  'giveaway giving win winner prize iphone iphones like follow retweet subscribe gift job vacancy hiring cv resume graduate',
)
/** A household's errand that came to the wrong number. */
const ERRAND = foldedSet(
  'خبز مجبوس دياي دجاج برياني عيش غدا عشا عشاء لبن حليب كبسة مندي ساندويتش شاورما معاچ معاك جيبي جيب يمه يبا حبيبتي appointment clinic dr dinner lunch mom dad',
)
/** What nobody waits with: fire and gas, people shut in, run over or poisoned, bare wires, knives. */
const DANGERS = new Set([
  'fire',
  'fire.gas-leak',
  'fire.rescue',
  'accident.fire',
  'accident.rollover',
  'accident.run-over',
  'power.transformer-fire',
  'power.cable-fire',
  'power.wire-exposed',
  'light.pole-wire',
  'manhole.open',
  'food.poisoning',
  'animal.dog-bite',
  'crime.burglary',
  'crime.weapons',
  'general.who.many-injured',
])
const LAUGH = /[😂🤣😹]|ه{3,}|hah|haha|lol/u

const LISTS = [SELLING, NEWS, OURS, PRAYER, MUSING, PRAISE, SKY, BAIT, ERRAND]

/** The lists a word stands in, as a mask. */
const lists = new Map<string, number>()
for (const [i, list] of LISTS.entries()) for (const word of list) lists.set(word, (lists.get(word) ?? 0) | (1 << i))

/** How many words stand in each of the lists, in their order. */
const countsIn = ({ words, keys }: Reading): readonly number[] => {
  const counts = LISTS.map(() => 0)
  for (let i = 0; i < words.length; i++) {
    const mask = (lists.get(words[i]!.key) ?? 0) | (lists.get(keys[i]!) ?? 0)
    if (mask === 0) continue
    for (const k of counts.keys()) counts[k]! += (mask >> k) & 1
  }
  return counts
}

export type Signals = { readonly [name: string]: number }

export type SignalEvidence = {
  readonly reading: Reading
  readonly said: readonly Said[]
  readonly places: readonly PlaceMention[]
  readonly topics: Report['topics']
  readonly media: boolean
  readonly forwarded: boolean
}

export const signalsOf = ({ reading, said, places, topics, media, forwarded }: SignalEvidence): Signals => {
  const cues = new Set<string>()
  for (const { concept } of said) if (concept.post !== undefined) cues.add(concept.post)
  const cue = (post: string) => (cues.has(post) ? 1 : 0)
  const atMost = (most: number, count: number | undefined) => Math.min(most, count ?? 0)
  const [selling, news, ours, prayer, musing, praise, sky, bait, errand] = countsIn(reading)
  const words = reading.words.length
  const incident = places.filter((mention) => mention.role === 'incident' && mention.sure)
  return {
    selling: atMost(3, selling),
    news: atMost(2, news),
    ours: atMost(2, ours),
    prayer: atMost(2, prayer),
    musing: atMost(2, musing),
    praise: atMost(2, praise),
    sky: atMost(2, sky),
    bait: atMost(2, bait),
    errand: atMost(2, errand),
    laugh: LAUGH.test(reading.source) ? 1 : 0,
    bad: Math.min(
      3,
      new Set(
        said
          .filter(({ concept, sure }) => sure && (concept.sign === -1 || concept.kind === 'problem'))
          .map(({ concept }) => concept.id),
      ).size,
    ),
    problem: said.some(({ concept, sure }) => sure && concept.kind === 'problem') ? 1 : 0,
    topic: topics[0]?.p ?? 0,
    place: incident.length > 0 ? 1 : 0,
    address: incident.some((mention) => mention.slot === 'block' || mention.slot === 'street') ? 1 : 0,
    spam: cue('spam') + cue('job-request'),
    chain: cue('chain'),
    greeting: cue('greeting'),
    bareGreeting: cue('greeting') === 1 && words <= 8 && said.every(({ concept }) => concept.topic === null) ? 1 : 0,
    praying: cue('prayer'),
    demand: cue('demand'),
    complaint: cue('complaint'),
    followUp: cue('follow-up'),
    correction: cue('correction'),
    withdrawal: cue('withdrawal'),
    meToo: cue('me-too'),
    thanks: cue('thanks'),
    inquiry: cue('inquiry'),
    suggestion: cue('suggestion'),
    emergency: cue('emergency'),
    official: cue('official'),
    harm: cue('harm'),
    danger: said.some(({ concept, sure }) => sure && DANGERS.has(concept.id)) ? 1 : 0,
    question: reading.questions > 0 ? 1 : 0,
    since: said.some(({ concept }) => concept.time?.since === true) ? 1 : 0,
    short: words <= 3 ? 1 : 0,
    length: Math.log1p(words),
    links: reading.urls.length > 0 ? 1 : 0,
    media: media ? 1 : 0,
    forwarded: forwarded ? 1 : 0,
  }
}
