// Whom a command is about: a channel and an id on it.
import type { Channel } from '../../connectors/connector.ts'
import { InvalidInputError } from '../errors.ts'

const channels = [
  'whatsapp',
  'x',
  'instagram',
  'chat-export',
  'import',
  'generic',
  'replay',
] as const satisfies readonly Channel[]

export const subjectOf = (values: { readonly channel?: string; readonly author?: string }) => {
  const channel = channels.find((name) => name === values.channel)
  if (channel === undefined)
    throw new InvalidInputError(
      '--channel',
      values.channel === undefined ? 'is missing' : 'is no channel',
      `Use one of: ${channels.join(', ')}.`,
    )
  if (values.author === undefined || values.author.trim() === '')
    throw new InvalidInputError('--author', 'is missing', 'Give the id or number as the channel knows it.')
  return { channel, author: values.author }
}
