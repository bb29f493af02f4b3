// `sada audit verify|export`: whether the log is whole, and the log itself. Exit 1 names the first entry that is not as written.
import { once } from 'node:events'
import { InvalidInputError } from '../errors.ts'
import { auditLines } from '../ops/audit-lines.ts'
import { audit, auditBefore, verifyAudit } from '../store/audit.ts'
import { type Store, write } from '../store/index.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { onCopy } from './on-store.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

const verify = async ({ read }: Store): Promise<number> => {
  const verdict = await verifyAudit(read)
  if (!verdict.ok) {
    say(`Entry ${verdict.seq} is not what was written. القيد رقم ${verdict.seq} ليس كما كُتب.`)
    return 1
  }
  const [last] = await auditBefore(read, null, 1)
  say(`${verdict.entries} entries, whole. Keep the last hash elsewhere: it stands for all before it. السجل سليم.`)
  process.stdout.write(`${JSON.stringify({ entries: verdict.entries, last: last?.hash ?? null })}\n`)
  return 0
}

const pour = async (store: Store, format: string): Promise<number> => {
  const entry = { actor: { kind: 'command' }, action: 'exported', subject: 'audit', at: Date.now() } as const
  await write(store, (tx) => audit(tx, { ...entry, data: { format } }))
  for await (const lines of auditLines(store.read, format === 'csv'))
    if (!process.stdout.write(lines)) await once(process.stdout, 'drain')
  return 0
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(args, { format: { type: 'string', default: 'jsonl' } })
  const [what] = positionals
  if ((what !== 'verify' && what !== 'export') || positionals.length > 1)
    throw new InvalidInputError('arguments', 'say what to do', `Usage: ${commands.audit.usage}`)
  if (values.format !== 'jsonl' && values.format !== 'csv')
    throw new InvalidInputError('--format', `\`${values.format}\` is no format of ours`, 'Use jsonl or csv.')
  return onCopy(environment(), (store) => (what === 'verify' ? verify(store) : pour(store, values.format)))
}
