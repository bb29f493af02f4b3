// Who wrote: the set of ids one delivery gives for one person. Number, business-scoped id and parent id are all optional.
import type { EventAuthor } from '../connector.ts'
import { compact } from '../edge.ts'
import { type Contact, contact as contactSchema, type Message } from './api-types.ts'

type UserId = Contact['user_id']

/** The id as it is now, and every value it is given with (a change names both). */
export const idsOf = (value: UserId): readonly string[] =>
  typeof value === 'string' ? [value] : [value?.current, value?.previous].filter((id): id is string => id !== undefined)

export const aliasSet = (ids: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(ids)].filter((id): id is string => id !== undefined && id !== '')

export const contactsOf = (raw: readonly unknown[]): readonly Contact[] =>
  raw.flatMap((item) => {
    const parsed = contactSchema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })

type Sender = Pick<Message, 'from' | 'from_user_id' | 'from_parent_user_id'>

/** By id, never by position: one delivery can carry several people, and system messages carry no contact at all. */
const contactFor = (sender: Sender, contacts: readonly Contact[]): Contact | undefined => {
  const agrees = (contact: Contact) => {
    const users = idsOf(contact.user_id)
    const sameNumber = contact.wa_id !== undefined && contact.wa_id === sender.from
    const sameUser = sender.from_user_id !== undefined && users.includes(sender.from_user_id)
    const otherNumber = contact.wa_id !== undefined && sender.from !== undefined && !sameNumber
    const otherUser = users.length > 0 && sender.from_user_id !== undefined && !sameUser
    // A pair that disagrees may be two people: neither name nor ids of the contact are then taken.
    return (sameNumber && !otherUser) || (sameUser && !otherNumber)
  }
  return contacts.find(agrees)
}

export const authorOf = (sender: Sender, contacts: readonly Contact[]): EventAuthor | undefined => {
  const contact = contactFor(sender, contacts)
  const aliases = aliasSet([
    contact?.wa_id,
    sender.from,
    sender.from_user_id,
    ...idsOf(contact?.user_id),
    sender.from_parent_user_id,
    ...idsOf(contact?.parent_user_id),
  ])
  const remoteId = contact?.wa_id ?? sender.from ?? aliases[0]
  if (remoteId === undefined) return undefined
  return compact<EventAuthor>({
    remoteId,
    handle: contact?.profile?.username,
    name: contact?.profile?.name,
    aliases,
  })
}
