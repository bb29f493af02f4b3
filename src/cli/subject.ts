// `sada subject export`: everything held on a person, as JSON; audited.
import { InvalidInputError } from '../errors.ts'
import { heldOn } from '../privacy/subject.ts'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { onCopy } from './on-store.ts'
import { subjectOf } from './subject-arguments.ts'

export const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(args, { channel: { type: 'string' }, author: { type: 'string' } })
  if (positionals[0] !== 'export' || positionals.length > 1)
    throw new InvalidInputError('arguments', 'say what to do', `Usage: ${commands.subject.usage}`)
  const { channel, author } = subjectOf(values)
  const held = await onCopy(environment(), async (store) => {
    const found = await heldOn(store.read, channel, author, Date.now())
    await write(store, (tx) =>
      audit(tx, {
        actor: { kind: 'command' },
        action: 'subject-exported',
        subject: found.people[0]?.id ?? null,
        at: Date.now(),
        data: { people: found.people.length, posts: found.posts.length },
      }),
    )
    return found
  })
  process.stdout.write(`${JSON.stringify(held, null, 2)}\n`)
  process.stderr.write(`${held.posts.length} posts.\n`)
  return 0
}
