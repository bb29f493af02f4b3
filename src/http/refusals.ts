// Who was refused at the door leaves a trace too: whose account was tried, how, and from which network. What was typed as a
// name is written down only where it is a colleague's: it may be anything, a password in the wrong field too. How often one
// may try at all is limited before (attempts.ts), so that the log cannot be flooded.
import type { Context } from 'hono'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import type { Way } from '../store/sessions.ts'
import type { User } from '../store/users.ts'
import type { Env } from './context.ts'
import { addressOf, prefixOf, trustedProxies } from './peer.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'

type Refused = { readonly way: Way; readonly user: Pick<User, 'id' | 'name'> | null; readonly reason: string }

const noteRefusal = async (c: Context<Env>, { store, clock, config }: Server, { way, user, reason }: Refused) => {
  const address = addressOf(c, trustedProxies(config.trustedProxies))
  const from = address === null ? {} : { from: prefixOf(address) }
  const actor = user === null ? { kind: 'machine' as const } : { kind: 'user' as const, id: user.id, name: user.name }
  await write(store, (tx) =>
    audit(tx, { actor, action: 'sign-in-refused', subject: null, at: clock(), data: { way, reason, ...from } }),
  )
}

const refusals: ReadonlySet<string> = new Set(['wrong-password', 'wrong-code', 'provider-refused', 'provider-no-role'])

/** `tried` is asked only where the door stayed shut. */
export const notingRefusals = async <T>(
  c: Context<Env>,
  server: Server,
  { way, tried }: { readonly way: Way; readonly tried: () => Promise<Refused['user']> },
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ProblemError && refusals.has(error.code))
      await noteRefusal(c, server, { way, user: await tried(), reason: error.code })
    throw error
  }
}
