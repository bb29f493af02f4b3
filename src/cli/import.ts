// `sada import FILE… --as chat-export|jsonl|csv`: posts from files into the store, as often as one likes.
import process from 'node:process'
import { createInterface } from 'node:readline/promises'
import { readConfig, sayFaults } from '../config.ts'
import { InvalidInputError } from '../errors.ts'
import {
  type AskSelf,
  checkRequest,
  type ImportCounts,
  importReading,
  openFile,
  openTarget,
  type Target,
} from '../import/index.ts'
import { readArguments } from './arguments.ts'

const options = {
  as: { type: 'string' },
  account: { type: 'string' },
  self: { type: 'string', multiple: true },
  tz: { type: 'string' },
  order: { type: 'string' },
} as const

const say = (text: string): void => void process.stderr.write(`${text}\n`)

const configOrFail = () => {
  const read = readConfig(process.env)
  if (!read.ok) throw new InvalidInputError('environment', `\n${sayFaults(read.faults)}`, '')
  return read.config
}

const askSelf: AskSelf = async (file, senders) => {
  say(`${file}: which of these senders are the ministry's own?`)
  for (const [index, name] of senders.entries()) say(`  ${index + 1}  ${name}`)
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await lines.question('Numbers, or Enter for none: ')
  lines.close()
  return answer.split(/[\s,]+/).flatMap((number) => senders[Number(number) - 1] ?? [])
}

const hasPerson = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true

/** A line at most every two seconds, for large files. */
const progressOf = (file: string, size: number, read: () => number) => {
  let last = Date.now()
  return ({ posts }: ImportCounts): void => {
    if (Date.now() - last < 2000) return
    last = Date.now()
    const part = size === 0 ? 100 : Math.floor((100 * read()) / size)
    say(`${file}: ${part} %, ${posts.new} new, ${posts.seen} seen, ${posts.skipped} skipped`)
  }
}

type Opened = { readonly file: string; readonly reading: Awaited<ReturnType<typeof openFile>> }

const importAll = async (files: readonly Opened[], target: Target) => {
  const results: ({ file: string } & ImportCounts)[] = []
  for (const { file, reading } of files) {
    const counts = await importReading(reading, {
      ...target,
      onSkip: (line, reason) => say(`${file}:${line}: skipped: ${reason}`),
      onProgress: progressOf(file, reading.size, reading.read),
    })
    results.push({ file, ...counts })
  }
  return results
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(args, options)
  const request = await checkRequest(positionals, values)
  const config = configOrFail()
  const opened: Opened[] = []
  for (const file of request.files)
    opened.push({ file, reading: await openFile(file, request, hasPerson() ? askSelf : null, say) })
  const target = await openTarget(config, request.account, say)
  try {
    process.stdout.write(`${JSON.stringify(totals(await importAll(opened, target)), null, 2)}\n`)
    return 0
  } finally {
    await target.close()
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

const totals = (files: readonly ({ file: string } & ImportCounts)[]) => {
  const reasons: Record<string, number> = {}
  for (const { skipped } of files)
    for (const [reason, count] of Object.entries(skipped)) reasons[reason] = (reasons[reason] ?? 0) + count
  const all = <K extends string>(pick: (counts: ImportCounts) => Record<K, number>) =>
    Object.fromEntries(
      Object.keys(pick(files[0]!)).map((name) => [name, sum(files.map((counts) => pick(counts)[name as K]))]),
    ) as Record<K, number>
  return {
    posts: all(({ posts }) => posts),
    ...all(({ echoes }) => ({ echoes })),
    cases: all(({ cases }) => cases),
    ...all(({ media }) => ({ media })),
    reasons,
  }
}
