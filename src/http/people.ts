// Colleagues: accounts, roles, agencies, and resetting what they lost.
import type { z } from '@hono/zod-openapi'
import type { UserId } from '../model.ts'
import { audit } from '../store/audit.ts'
import { write } from '../store/index.ts'
import { dropSecondFactor, withSecondFactor } from '../store/second-factors.ts'
import { endSessionsOf } from '../store/sessions.ts'
import { addUser, changeUser, type User, user, users } from '../store/users.ts'
import { IdParam } from './cases.ts'
import { type App, jsonAnswer, jsonBody, route, whoOf } from './context.ts'
import { ChangeUserBody, NewUserBody, page, UserView } from './contract.ts'
import { hashPassword, strongEnough } from './passwords.ts'
import { ProblemError } from './problems.ts'
import type { Server } from './server.ts'
import { isAgency } from './show/names.ts'

const usersRoute = route({
  method: 'get',
  path: '/api/v1/users',
  summary: 'Accounts',
  responses: { 200: jsonAnswer(page(UserView)) },
})
const newUserRoute = route({
  method: 'post',
  path: '/api/v1/users',
  summary: 'Make an account',
  request: { body: jsonBody(NewUserBody) },
  responses: { 201: jsonAnswer(UserView) },
})
const changeUserRoute = route({
  method: 'put',
  path: '/api/v1/users/{id}',
  summary: 'Change role, agencies or password, disable or enable; every session of the account ends',
  request: { params: IdParam, body: jsonBody(ChangeUserBody.strict()) },
  responses: { 200: jsonAnswer(UserView) },
})
const resetRoute = route({
  method: 'delete',
  path: '/api/v1/users/{id}/second-factor',
  summary: 'Reset a lost second factor; every session of the account ends, and its owner sets a new one',
  request: { params: IdParam },
  responses: { 204: { description: 'reset' } },
})

/** An agency that does not exist would hide everything from him. */
export const wholeAgencies = (agencies: readonly string[] | null | undefined): void => {
  const wrong = agencies?.find((id) => !isAgency(id))
  if (wrong === undefined) return
  throw new ProblemError('invalid-input', {
    field: 'agencies',
    detail: `no agency has the id ${wrong}`,
    fix: {
      en: 'Take ids from `agencies` of /api/v1/reference.',
      ar: 'خذ المعرّفات من `agencies` في /api/v1/reference.',
    },
  })
}

const userView = (one: User, withFactor: ReadonlySet<string>): z.infer<typeof UserView> => ({
  id: one.id,
  name: one.name,
  role: one.role,
  agencies: one.agencies === null ? null : [...one.agencies],
  disabled: one.disabled,
  secondFactor: withFactor.has(one.id),
  provided: one.provided,
})

const found = async ({ store }: Server, id: string): Promise<User> => {
  const one = await user(store.read, id)
  if (one === null) throw new ProblemError('not-found', { field: 'user' })
  return one
}

type Change = z.infer<typeof ChangeUserBody>

/** Whoever manages accounts must not be able to shut himself out, for nobody else could let him in. */
const notHimself = (own: boolean, { disabled, role, agencies }: Change): void => {
  if (!own || (disabled !== true && (role === undefined || role === 'admin') && !agencies)) return
  throw new ProblemError('invalid-input', {
    field: 'id',
    detail: 'an admin cannot lock himself out',
    fix: { en: 'Ask another admin to change your account.', ar: 'اطلب من مشرف عام آخر تعديل حسابك.' },
  })
}

const shown = async (server: Server, id: string) =>
  userView(await found(server, id), await withSecondFactor(server.store.read))

const change = async (server: Server, id: UserId, by: ReturnType<typeof whoOf>, given: Change): Promise<void> => {
  const { store, clock } = server
  const { name } = await found(server, id)
  const { role, agencies, disabled, password } = given
  notHimself(by.id === id, given)
  wholeAgencies(agencies)
  if (password !== undefined) strongEnough(password, name)
  const values = {
    ...(role === undefined ? {} : { role }),
    ...(agencies === undefined ? {} : { agencies }),
    ...(disabled === undefined ? {} : { disabledAt: disabled ? clock() : null }),
    ...(password === undefined ? {} : { passwordHash: await hashPassword(password) }),
  }
  await write(store, async (tx) => {
    if (Object.keys(values).length > 0) await changeUser(tx, id, values)
    await endSessionsOf(tx, id)
    const data = { role, agencies, disabled, password: password !== undefined }
    await audit(tx, { actor: by, action: 'user-changed', subject: id, at: clock(), data })
  })
}

export const people = (app: App, server: Server): void => {
  const { store, clock } = server
  app.openapi(usersRoute, async (c) => {
    const withFactor = await withSecondFactor(store.read)
    return c.json({ items: (await users(store.read)).map((one) => userView(one, withFactor)), next: null }, 200)
  })
  app.openapi(newUserRoute, async (c) => {
    const { name, password, role, agencies = null } = c.req.valid('json')
    wholeAgencies(agencies)
    strongEnough(password, name)
    const passwordHash = await hashPassword(password)
    const made = await write(store, async (tx) => {
      const added = await addUser(tx, { name, passwordHash, role, agencies, now: clock() })
      if (added === 'name-taken') throw new ProblemError('conflict', { field: 'name', detail: 'the name is taken' })
      const data = { role, agencies }
      await audit(tx, { actor: whoOf(c), action: 'user-added', subject: added.id, at: clock(), data })
      return added
    })
    return c.json(userView(made, new Set()), 201)
  })
  app.openapi(changeUserRoute, async (c) => {
    const id = c.req.valid('param').id as UserId
    await change(server, id, whoOf(c), c.req.valid('json'))
    return c.json(await shown(server, id), 200)
  })
  app.openapi(resetRoute, async (c) => {
    const { id } = await found(server, c.req.valid('param').id)
    await write(store, async (tx) => {
      await dropSecondFactor(tx, id)
      await endSessionsOf(tx, id)
      await audit(tx, { actor: whoOf(c), action: 'second-factor-reset', subject: id, at: clock() })
    })
    return c.body(null, 204)
  })
}
