// What `sada import` was asked, checked: every fault names the option and its fix.
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { ConnectorError, checkedZone, type Order } from '../../connectors/index.ts'
import { InvalidInputError } from '../errors.ts'

const formats = ['chat-export', 'jsonl', 'csv'] as const
export type Format = (typeof formats)[number]
const orders = ['dmy', 'mdy', 'ymd'] as const

export type ImportRequest = {
  readonly files: readonly string[]
  readonly format: Format
  readonly account: string
  readonly tz: string
  readonly order?: Order
  readonly self?: readonly string[]
}

export type Asked = {
  readonly as?: string | undefined
  readonly account?: string | undefined
  readonly self?: readonly string[] | undefined
  readonly tz?: string | undefined
  readonly order?: string | undefined
}

const byExtension: Readonly<Record<string, Format>> = {
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'chat-export',
  '.zip': 'chat-export',
}

const oneOf = <T extends string>(name: string, value: string, known: readonly T[]): T => {
  const found = known.find((one) => one === value)
  if (found === undefined)
    throw new InvalidInputError(name, `\`${value}\` is not known`, `Use one of ${known.join(', ')}.`)
  return found
}

const formatOf = (files: readonly string[], as: string | undefined): Format => {
  if (as !== undefined) return oneOf('--as', as, formats)
  const found = new Set(files.map((file) => byExtension[extname(file).toLowerCase()]))
  const [format] = found
  if (found.size === 1 && format !== undefined) return format
  throw new InvalidInputError('--as', 'is missing', `Say what the files are: --as ${formats.join('|')}.`)
}

const checkZone = (tz: string): string => {
  try {
    return checkedZone(tz)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    throw new InvalidInputError('--tz', `\`${tz}\` is no time zone`, 'Write one like Asia/Kuwait.')
  }
}

/** `--self none`: the ministry did not speak in this chat. */
const selfOf = (names: readonly string[]): readonly string[] => (names.length === 1 && names[0] === 'none' ? [] : names)

const checkFile = async (path: string): Promise<void> => {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new InvalidInputError('FILE', `${path} is not there`, 'Name files that exist.')
  if (!found.isFile()) throw new InvalidInputError('FILE', `${path} is no file`, 'Name files, not folders.')
}

export const checkRequest = async (files: readonly string[], asked: Asked): Promise<ImportRequest> => {
  if (files.length === 0)
    throw new InvalidInputError('FILE', 'no file was named', 'sada import FILE… --as chat-export|jsonl|csv')
  for (const file of files) await checkFile(file)
  const format = formatOf(files, asked.as)
  return {
    files,
    format,
    account: asked.account ?? (format === 'chat-export' ? 'chat-export' : 'import'),
    tz: checkZone(asked.tz ?? 'Asia/Kuwait'),
    ...(asked.order === undefined ? {} : { order: oneOf('--order', asked.order, orders) }),
    ...(asked.self === undefined ? {} : { self: selfOf(asked.self) }),
  }
}
