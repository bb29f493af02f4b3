// `sada token create|list|revoke`: tokens for programs. A new one's secret is on stdout, once.
import { InvalidInputError } from '../errors.ts'
import { hashSecret, newSecret } from '../http/passwords.ts'
import { allRights, may, type Right } from '../http/rights.ts'
import { isAgency } from '../http/show/names.ts'
import { type Role, roles } from '../model.ts'
import { askRunning, type Running } from '../ops/running.ts'
import { audit } from '../store/audit.ts'
import { type Store, write } from '../store/index.ts'
import { addToken, revokeToken, type Token, tokens } from '../store/tokens.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { onCopy, onStore } from './on-store.ts'

type Wanted = {
  readonly role: Role
  readonly name: string
  readonly days: number
  readonly rights?: readonly string[]
  readonly agencies?: readonly string[]
}

const options = {
  role: { type: 'string' },
  name: { type: 'string', default: 'program' },
  days: { type: 'string', default: '365' },
  rights: { type: 'string' },
  agencies: { type: 'string' },
} as const
type Values = ReturnType<typeof readArguments<typeof options>>['values']

const listOf = (
  option: string,
  text: string | undefined,
  known: (entry: string) => boolean,
  fix: string,
): readonly string[] | undefined => {
  if (text === undefined) return undefined
  const entries = text.split(',').map((entry) => entry.trim())
  const wrong = entries.find((entry) => !known(entry))
  if (wrong !== undefined) throw new InvalidInputError(option, `\`${wrong}\` is not one`, fix)
  return entries
}

const wantedOf = (values: Values): Wanted => {
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
  const own = allRights.filter((right) => may(role, right))
  const isOwn = (entry: string) => own.includes(entry as Right)
  const rights = listOf('--rights', values.rights, isOwn, `Rights of ${role}: ${own.join(', ')}.`)
  const agencies = listOf('--agencies', values.agencies, isAgency, 'Take ids from /api/v1/reference.')
  return { role, name: values.name, days, ...(rights ? { rights } : {}), ...(agencies ? { agencies } : {}) }
}

const actor = { kind: 'command' } as const

const create = async (store: Store, { days, ...given }: Wanted): Promise<string> => {
  const secret = newSecret()
  const now = Date.now()
  await write(store, async (tx) => {
    const expiresAt = now + days * 86_400_000
    const token = await addToken(tx, { ...given, hash: hashSecret(secret), by: 'command', now, expiresAt })
    await audit(tx, { actor, action: 'token-made', subject: token.id, at: now, data: given })
  })
  return secret
}

const createOne = async (values: Values): Promise<void> => {
  const wanted = wantedOf(values)
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
}

const stateOf = ({ revokedAt, expiresAt }: Token, now: number) =>
  revokedAt !== null ? 'revoked' : expiresAt !== null && expiresAt <= now ? 'expired' : 'valid'
const dateOf = (at: number | null) => (at === null ? '-' : new Date(at).toISOString())

const listAll = async (): Promise<void> => {
  const now = Date.now()
  const all = await onCopy(environment(), (store) => tokens(store.read))
  process.stdout.write('id\tname\trole\trights\tagencies\tstate\tlast used\texpires\n')
  for (const token of all) {
    const { id, name, role, rights, agencies, usedAt, expiresAt } = token
    const bound = [rights, agencies].map((entries) => entries?.join(',') ?? 'all')
    const line = [id, name, role, ...bound, stateOf(token, now), dateOf(usedAt), dateOf(expiresAt)]
    process.stdout.write(`${line.map((cell) => cell.replace(/\s/g, ' ')).join('\t')}\n`)
  }
}

const revokeHere = (store: Store, id: string): Promise<boolean> =>
  write(store, async (tx) => {
    const done = await revokeToken(tx, id, Date.now())
    if (done) await audit(tx, { actor, action: 'token-revoked', subject: id, at: Date.now() })
    return done
  })
const revokeThere = async (running: Running, id: string): Promise<boolean> =>
  (await askRunning(running, 'DELETE', `/tokens/${encodeURIComponent(id)}`)).status === 204

const revokeOne = async (id: string): Promise<void> => {
  const done = await onStore(environment(), {
    itself: (store) => revokeHere(store, id),
    through: (running) => revokeThere(running, id),
  })
  if (!done) throw new InvalidInputError('ID', `no valid token is called ${id}`, 'Take an id from `sada token list`.')
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(args, options)
  const [verb, id, ...more] = positionals
  if (verb === 'create' && id === undefined) await createOne(values)
  else if (verb === 'list' && id === undefined) await listAll()
  else if (verb === 'revoke' && id !== undefined && more.length === 0) await revokeOne(id)
  else throw new InvalidInputError('arguments', 'say what to do', `Usage: ${commands.token.usage}`)
  return 0
}
