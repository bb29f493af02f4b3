// Before anything is shown: how the house calls its topics and agencies now, whichever process was told of it.
import { createMiddleware } from 'hono/factory'
import { houseNames } from '../store/house-names.ts'
import type { Store } from '../store/index.ts'
import type { Env } from './context.ts'
import { callThem } from './show/names.ts'

export const called = (store: Store) =>
  createMiddleware<Env>(async (_, next) => {
    callThem(await houseNames(store.read))
    await next()
  })
