// `sada erase`: a person, or what was said in a case, for good.
import { join } from 'node:path'
import { createMatcher } from '../../dedupe/index.ts'
import type { Config } from '../config.ts'
import { InvalidInputError } from '../errors.ts'
import { askRunning, type Running } from '../ops/running.ts'
import { createPipeline } from '../pipeline/index.ts'
import { type EraseDesk, erase } from '../privacy/erase.ts'
import { foundOf, type Subject } from '../privacy/find.ts'
import type { Store } from '../store/index.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { onCopy, onStore } from './on-store.ts'
import { subjectOf } from './subject-arguments.ts'

type Body = { readonly channel: string; readonly author: string } | { readonly case: string }
type Asked = { readonly subject: Subject; readonly body: Body; readonly dry: boolean }
type Done = { readonly id: string | null; readonly people: number; readonly posts: number; readonly clean: boolean }

const askedOf = (args: readonly string[]): Asked => {
  const { values, positionals } = readArguments(args, {
    channel: { type: 'string' },
    author: { type: 'string' },
    case: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  })
  const person = values.channel !== undefined || values.author !== undefined
  if (positionals.length > 0 || person === (values.case !== undefined))
    throw new InvalidInputError('arguments', 'name a person or a case', `Usage: ${commands.erase.usage}`)
  const dry = values['dry-run']
  if (values.case !== undefined)
    return { subject: { kind: 'case', case: values.case }, body: { case: values.case }, dry }
  const body = subjectOf(values)
  return { subject: { kind: 'author', channels: [body.channel], id: body.author }, body, dry }
}

/** No server runs: nothing holds an index in memory. */
export const deskOn = (store: Store, config: Config): EraseDesk => ({
  ...createPipeline({ store, matcher: createMatcher(), clock: Date.now }).desk,
  ledger: config.erasureLedger,
  mediaFolder: join(config.dataDir, 'media'),
})

const throughServer = async (running: Running, body: Body): Promise<Done> => {
  const { status, body: answer } = await askRunning(running, 'POST', '/erasures', body)
  if (status === 200) return answer as Done
  throw new Error(`the running server answered ${status}: ${(answer as { en?: string } | null)?.en ?? ''}`)
}

const done = (config: Config, { subject, body, dry }: Asked): Promise<Done> =>
  dry
    ? onCopy(config, async ({ read }) => {
        const { people, posts } = await foundOf(read, subject, Date.now())
        return { id: null, people: people.length, posts: posts.length, clean: true }
      })
    : onStore(config, {
        itself: (store) => erase(deskOn(store, config), { subject, origin: 'command', actor: { kind: 'command' } }),
        through: (running) => throughServer(running, body),
      })

export const run = async (args: readonly string[]): Promise<number> => {
  const asked = askedOf(args)
  const { id, people, posts, clean } = await done(environment(), asked)
  process.stderr.write(
    asked.dry
      ? `Would erase ${people} people and ${posts} posts. سيُحذف ${people} من الأشخاص و${posts} من المنشورات.\n`
      : `Erased ${people} people and ${posts} posts. حُذف ${people} من الأشخاص و${posts} من المنشورات.\n`,
  )
  if (!clean)
    process.stderr.write('The log of changes is in use; it is emptied within minutes. يُفرَّغ سجل التغييرات خلال دقائق.\n')
  process.stdout.write(`${JSON.stringify({ id, people, posts })}\n`)
  return 0
}
