// Names for what an export leaves nameless: the same message has the same id in every export of its chat.
import { derivedId } from '../edge.ts'
import { latinDigits, plain } from './characters.ts'

const phoneShape = /^\+?[\d\s().-]{7,24}$/

/** A sender who is not in the phone's contacts is shown as a number: digits only, as WhatsApp's own ids. */
export const phoneOf = (sender: string): string | null => {
  const text = latinDigits(sender)
  return phoneShape.test(text) ? text.replace(/\D/g, '') : null
}

export const authorIdOf = (sender: string): string => phoneOf(sender) ?? plain(sender).normalize('NFC')

/** Names are compared as people write them: case, layout and the `~` of unsaved contacts do not matter. */
export const sameSender = (a: string, b: string): boolean => {
  const fold = (name: string) => authorIdOf(name.replace(/^[~\s\u202f\u00a0]+/, '')).toLowerCase()
  return fold(a) === fold(b)
}

export type Told = {
  readonly author: string
  /** Local minute: one phone exports seconds, the other does not. */
  readonly minute: string
  readonly text: string
  readonly media: boolean
  readonly place: string
}

/** Remembers how often the same thing was said in the same minute, for a bounded stretch of the file. */
export const nameMessages = (reach = 20_000) => {
  const counts = new Map<string, number>()
  return (told: Told): string => {
    const text = plain(told.text).normalize('NFC').replace(/\s+/g, ' ')
    const key = derivedId('chat-export', told.author, told.minute, text, told.media, told.place)
    const nth = counts.get(key) ?? 0
    counts.set(key, nth + 1)
    if (counts.size > reach) counts.delete(counts.keys().next().value!)
    return nth === 0 ? key : `${key}.${nth}`
  }
}
