// `sada token create`: a token for programs, on stdout, once.
import { InvalidInputError } from '../errors.ts'
import { hashSecret, newSecret } from '../http/passwords.ts'
import { type Role, roles } from '../model.ts'
import { askRunning } from '../ops/running.ts'
import { audit } from '../store/audit.ts'
import { type Store, write } from '../store/index.ts'
import { addToken } from '../store/tokens.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { onStore } from './on-store.ts'

type Wanted = { readonly role: Role; readonly name: string; readonly days: number }

const wantedOf = (args: readonly string[]): Wanted => {
  const { values, positionals } = readArguments(args, {
    role: { type: 'string' },
    name: { type: 'string', default: 'program' },
    days: { type: 'string', default: '365' },
  })
  if (positionals[0] !== 'create' || positionals.length > 1)
    throw new InvalidInputError('arguments', 'say what to do', `Usage: ${commands.token.usage}`)
  const role = roles.find((name) => name === values.role)
  if (role === undefined)
    throw new InvalidInputError(
      '--role',
      values.role ? `\`${values.role}\` is no role` : 'is missing',
      `Use one of: ${roles.join(', ')}.`,
    )
  const days = Number(values.days)
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new InvalidInputError('--days', `\`${values.days}\` is not a number of days`, 'Use 1 to 3650.')
  return { role, name: values.name, days }
}

const create = async (store: Store, { role, name, days }: Wanted): Promise<string> => {
  const secret = newSecret()
  const now = Date.now()
  await write(store, async (tx) => {
    const expiresAt = now + days * 86_400_000
    const token = await addToken(tx, { name, role, hash: hashSecret(secret), by: 'command', now, expiresAt })
    await audit(tx, {
      actor: { kind: 'command' },
      action: 'token-made',
      subject: token.id,
      at: now,
      data: { name, role },
    })
  })
  return secret
}

export const run = async (args: readonly string[]): Promise<number> => {
  const wanted = wantedOf(args)
  const secret = await onStore(environment(), {
    itself: (store) => create(store, wanted),
    through: async (running) => {
      const { status, body } = await askRunning(running, 'POST', '/tokens', wanted)
      if (status !== 201) throw new Error(`the running server answered ${status}`)
      return (body as { token: string }).token
    },
  })
  process.stderr.write(
    `Keep it now; it is not shown again. احفظه الآن، فلن يظهر مرة أخرى. (${wanted.role}, ${wanted.days} d)\n`,
  )
  process.stdout.write(`${secret}\n`)
  return 0
}
