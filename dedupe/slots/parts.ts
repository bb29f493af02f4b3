// A word beside a name, or a number behind it, that makes another area of it: "West Shuaiba", "Sabah Al-Ahmad 3".
import { type Place, places } from '../profiles/kuwait/index.ts'
import { isArticle } from '../text/lexicon.ts'
import type { Reading } from '../text/read.ts'
import { foldedSet } from './words.ts'

/** Words [from, to) that may name a place; `weak` where the name is also a word. */
export type Candidate = { readonly place: Place; readonly from: number; readonly to: number; readonly weak: boolean }

const byId = new Map(places.map((place) => [place.id, place]))

/** Words that make another area of a name, and how the gazetteer calls that one. */
const PARTS: readonly (readonly [ReadonlySet<string>, (id: string) => readonly string[]])[] = [
  [
    foldedSet(
      'صناعية الصناعية industrial sina3iya 9ina3iya 9na3iya sna3iya ইন্ডাস্ট্রিয়াল इंडस्ट्रियल ഇൻഡസ്ട്രിയൽ انڈسٹریل صنعتی',
    ),
    (id) => [`${id}-industrial`],
  ],
  [foldedSet('مزارع زراعية الزراعية farms agricultural mzare3 mazare3'), (id) => [`${id}-farms`, `${id}-agricultural`]],
  [foldedSet('شاليهات شاليه chalet chalets shalehat'), (id) => [`${id}-chalets`]],
  [foldedSet('جواخير جاخور stables jawakheer'), (id) => [`${id}-stables`]],
  [foldedSet('جنوب الجنوبي الجنوبية south janoub junoob jnoob'), (id) => [`south-${id}`, `south-${id}-city`]],
  [foldedSet('شمال الشمالي الشمالية north shamal'), (id) => [`north-${id}`]],
  [foldedSet('غرب الغربي الغربية west gharb'), (id) => [`west-${id}`, `${id}-industrial-west`]],
  [foldedSet('شرق الشرقي الشرقية east sharg'), (id) => [`east-${id}`, `${id}-industrial-east`]],
  [foldedSet('بحري البحري bahri ba7ri seaside'), (id) => [`${id}-bahri`]],
]

/** "Shuwaikh 9ina3iya", "mzare3 el 9laibya", "West Shuaiba": a part of a place that is an area of its own. */
export const partOf = ({ words }: Reading, one: Candidate): Candidate => {
  if (one.place.slot !== 'area') return one
  let from = one.from - 1
  if (from > 0 && isArticle(words[from]!.key)) from--
  const before = words[one.from]!.gap === 'none' ? words[from]?.key : undefined
  const after = words[one.to]?.gap === 'none' ? words[one.to]!.key : undefined
  const base = one.place.id.replace(/-(?:city|industrial-(?:east|west))$/, '')
  for (const [qualifiers, idsOf] of PARTS) {
    const side =
      before !== undefined && qualifiers.has(before) ? -1 : after !== undefined && qualifiers.has(after) ? 1 : 0
    if (side === 0) continue
    const [begin, end] = side < 0 ? [from, one.to] : [one.from, one.to + 1]
    const number = words[end]?.gap === 'none' ? words[end]!.key : ''
    for (const id of idsOf(base)) {
      const [numbered, whole] = [byId.get(`${id}-${number}`), byId.get(id)]
      if (numbered !== undefined) return { place: numbered, from: begin, to: end + 1, weak: false }
      if (whole !== undefined) return { place: whole, from: begin, to: end, weak: false }
    }
  }
  return one
}

const SECTOR = foldedSet('ضاحية الضاحية قطاع القطاع sector dahiya')

/** "Sabah Al-Ahmad 3", "المطلاع ضاحية ٨": a numbered part of a new city is an area of its own. */
export const sectorOf = ({ words }: Reading, one: Candidate): Candidate => {
  const next = words[one.to]
  const at = next !== undefined && next.gap === 'none' && SECTOR.has(next.key) ? one.to + 1 : one.to
  const number = words[at]
  if (number === undefined || number.gap !== 'none' || !/^\d{1,2}$/.test(number.key)) return one
  const base = one.place.id.replace(/-city$/, '')
  const sector = byId.get(`${base}-${number.key}`) ?? byId.get(`south-${base}-${number.key}`)
  return sector === undefined ? one : { ...one, place: sector, to: at + 1 }
}
