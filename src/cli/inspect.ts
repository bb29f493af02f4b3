// `sada inspect CHANNEL FILE`: what the connector understands of a file, as a JSON array of events.
import { readFile, stat } from 'node:fs/promises'
import process from 'node:process'
import {
  type ChannelEvent,
  ConnectorError,
  caps,
  createConnectors,
  type InspectOptions,
  inspectChatFile,
} from '../../connectors/index.ts'
import { InvalidInputError } from '../errors.ts'
import { readArguments } from './arguments.ts'

const channels = ['whatsapp', 'instagram', 'x', 'chat-export', 'generic'] as const
type Inspected = (typeof channels)[number]

const options = {
  tz: { type: 'string' },
  order: { type: 'string' },
  self: { type: 'string', multiple: true },
  account: { type: 'string' },
} as const

const channelOf = (name: string | undefined): Inspected => {
  const channel = channels.find((known) => known === name)
  if (channel !== undefined) return channel
  const message = name === undefined ? 'a channel is missing' : `\`${name}\` is no channel`
  throw new InvalidInputError('CHANNEL', message, `Use one of ${channels.join(', ')}`)
}

const orders = ['dmy', 'mdy', 'ymd'] as const

type Given = {
  tz?: string | undefined
  order?: string | undefined
  self?: string[] | undefined
  account?: string | undefined
}

const optionsOf = ({ tz, order, self, account }: Given): InspectOptions => {
  const known = orders.find((name) => name === order)
  if (order !== undefined && known === undefined)
    throw new InvalidInputError('--order', `\`${order}\` is no order of dates`, `Use one of ${orders.join(', ')}`)
  return {
    ...(tz === undefined ? {} : { tz }),
    ...(known === undefined ? {} : { order: known }),
    ...(self === undefined ? {} : { self }),
    ...(account === undefined ? {} : { account }),
  }
}

const checkFile = async (path: string | undefined): Promise<string> => {
  if (path === undefined) throw new InvalidInputError('FILE', 'a file is missing', 'Name the file to inspect')
  const found = await stat(path).catch(() => null)
  if (found === null) throw new Error(`${path}: there is no such file`)
  if (!found.isFile()) throw new Error(`${path}: is not a file`)
  return path
}

const read = async (channel: Inspected, path: string, given: InspectOptions): Promise<readonly ChannelEvent[]> => {
  try {
    if (channel === 'chat-export') return await inspectChatFile(path, given)
    const { size } = await stat(path)
    if (size > caps.fileBytes) throw new Error(`${path}: ${size} bytes; at most ${caps.fileBytes} are read at once`)
    return createConnectors()[channel].inspect(await readFile(path), given)
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'malformed') throw new Error(`${path}: ${error.message}`)
    throw error
  }
}

/** What happened, where and by whom first, whatever order the mapper built it in. */
const ordered = ({ kind, channel, account, remoteId, type, text, author, createdAt, ...rest }: ChannelEvent) => ({
  kind,
  channel,
  account,
  remoteId,
  type,
  text,
  author,
  createdAt,
  ...rest,
})

export const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(args, options)
  const [name, file, ...more] = positionals
  const channel = channelOf(name)
  if (more.length > 0)
    throw new InvalidInputError('FILE', 'only one file is inspected at a time', `Leave out ${more[0]}`)
  const path = await checkFile(file)
  const events = await read(channel, path, optionsOf(values))
  process.stdout.write(`${JSON.stringify(events.map(ordered), null, 2)}\n`)
  return 0
}
