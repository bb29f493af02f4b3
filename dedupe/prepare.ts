// A post as received → a report to compare: language, slots, topics, kind. Pure, and linear in the length of the text.
import { embed } from './meaning/index.ts'
import { conceptsSaid, mentionsOf } from './slots/concepts.ts'
import { kindOf } from './slots/kind.ts'
import { namesIn } from './slots/names.ts'
import { placesIn } from './slots/places.ts'
import { stateOf } from './slots/state.ts'
import { happenedOf } from './slots/time.ts'
import { agencyOf, topicsOf } from './slots/topics.ts'
import { copyHash } from './text/copy.ts'
import { maskPersonalData } from './text/personal-data.ts'
import { type Reading, read } from './text/read.ts'
import type { Post, Report, Token } from './types.ts'

/** Changes whenever a report of the same post would change; stored reports of another version are prepared again. */
export const version = 'kuwait-2'

const tokensOf = ({ words, keys }: Reading): Token[] =>
  words.map(({ start, end, script }, i) => ({
    start,
    end,
    key: keys[i]!,
    script: script === 'indic' ? 'other' : script,
  }))

const meaningOf = (text: string): number[] => {
  const vector = Array.from(embed(text), (x) => Math.round(x * 127))
  return vector.some((x) => x !== 0) ? vector : []
}

export const prepare = (post: Post): Report => {
  const masked = maskPersonalData(post.text)
  const reading = read(masked)
  const { mentions: places, taken } = placesIn(post, reading)
  const said = conceptsSaid(reading, taken)
  const topics = topicsOf(said)
  const state = stateOf(said)
  const media = post.media.length > 0
  const { kind, reports } = kindOf({ reading, said, places, topics, state, forwarded: post.forwarded, media })
  return {
    id: post.id,
    channel: post.channel,
    surface: post.kind,
    author: post.author,
    at: post.at,
    replyTo: post.replyTo,
    forwarded: post.forwarded,
    language: reading.language,
    kind,
    reports,
    tokens: tokensOf(reading),
    places,
    concepts: mentionsOf(reading, said),
    names: namesIn(reading),
    topics,
    agency: agencyOf(topics, said),
    state,
    happened: happenedOf(reading, said, post.at),
    phashes: post.media.flatMap((one) => (one.phash === null ? [] : [one.phash])),
    urls: reading.urls,
    copy: copyHash(reading.words),
    meaning: meaningOf(masked),
    version,
  }
}
