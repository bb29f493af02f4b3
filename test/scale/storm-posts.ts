// What a country says in a storm: one power cut in everybody's mouth, one area named by all, and life beside it.
import type { ChannelEvent } from '../../connectors/connector.ts'
import { phrasings } from '../../scripts/bench/phrasings.ts'
import { eventOf, tellings } from '../../scripts/bench/posts.ts'

const channels = ['whatsapp', 'x', 'instagram'] as const
/** Of ten posts six speak of the cut, two of other troubles in the same area, two of anything anywhere. */
const cut = (n: number) => `${phrasings[0]!.ar[n % 4]} في السالمية قطعة 4 ${['من ساعة', 'والجو نار', ''][n % 3]}`
const beside = (n: number) =>
  `${phrasings[1 + (n % 4)]!.ar[n % 3]} في السالمية قطعة ${1 + (n % 12)} شارع ${1 + (n % 40)}`

export const stormOf = (seed: number): ((n: number) => ChannelEvent) => {
  const stream = tellings(seed)
  return (n) => {
    const kind = n % 10
    const text = kind < 6 ? cut(n) : kind < 8 ? beside(n) : stream.next().value.post.text
    return eventOf({ channel: channels[n % 3]!, author: `someone.${n}`, text }, `storm.${n}`)
  }
}
export const isCut = (remoteId: string): boolean => Number(remoteId.slice('storm.'.length)) % 10 < 6
