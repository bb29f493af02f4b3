// What a person may see of a citizen before a reveal: enough to tell two apart, too little to call or find one.
import type { AuthorWire } from './contract.ts'

type Author = {
  readonly channel: string
  readonly remoteId: string
  readonly handle: string | null
  readonly name: string | null
}

const start = (text: string, most: number) => {
  const letters = [...text]
  return letters.slice(0, Math.min(most, Math.floor(letters.length / 2))).join('')
}

const phone = /^\+?\d[\d\s-]{6,18}\d$/
const maskPhone = (text: string) => {
  const digits = text.replace(/\D/g, '')
  return digits.length >= 11 ? `+${digits.slice(0, 3)}••••${digits.slice(-4)}` : `••••${digits.slice(-2)}`
}

export const maskAuthor = ({ channel, remoteId, handle, name }: Author): string => {
  if (handle !== null && handle !== '') return `@${start(handle.replace(/^@/, ''), 3)}•••`
  if (phone.test(remoteId) && channel !== 'x' && channel !== 'instagram') return maskPhone(remoteId)
  if (name !== null && name.trim() !== '')
    return phone.test(name.trim()) ? maskPhone(name) : `${start(name.trim(), 1)}•••`
  return `${channel === 'whatsapp' ? '' : '@'}•••${remoteId.length > 6 ? remoteId.slice(-2) : ''}`
}

export const authorView = (author: (Author & { readonly id: string }) | null): AuthorWire | null =>
  author === null
    ? null
    : { id: author.id, channel: author.channel as AuthorWire['channel'], name: maskAuthor(author), masked: true }
