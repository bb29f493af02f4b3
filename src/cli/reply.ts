// `sada reply plan CASE` shows who would get an answer and how; `sada reply send PLAN` sends exactly that.
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnectors } from '../../connectors/index.ts'
import type { Config } from '../config.ts'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import type { PlanWire } from '../http/contract.ts'
import { viewPlan } from '../http/show/plans.ts'
import { askRunning, type Running } from '../ops/running.ts'
import {
  type Audience,
  createDeliverer,
  createPlan,
  policyOf,
  type ReplyDesk,
  sendPlan,
  type Texts,
} from '../replies/index.ts'
import type { Store } from '../store/index.ts'
import { caseNamed } from '../store/replies.ts'
import { deliveriesOf } from '../store/views/replies.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { onStore } from './on-store.ts'

const audiences: readonly Audience[] = ['everyone', 'late', 'wrong']
const actor = { kind: 'command' } as const

type Wanted = {
  readonly name: string
  readonly texts: Texts
  readonly audience: Audience
  readonly publicPost: boolean
}

const usage = () => new InvalidInputError('arguments', 'say what to do', `Usage: ${commands.reply.usage}`)

const deskOn = (store: Store, config: Config): ReplyDesk => ({
  store,
  connectors: Object.values(createConnectors(config.channels)),
  clock: Date.now,
  publicUrl: config.publicUrl,
})

/** A problem of the running server in its own words. */
const answered = <T>({ status, body }: { readonly status: number; readonly body: unknown }): T => {
  if (status < 400) return body as T
  const {
    ar = '',
    en = '',
    detail,
    fix,
  } = body as { ar?: string; en?: string; detail?: string; fix?: { ar: string; en: string } }
  const lines = [`${en} ${detail ?? ''} ${fix?.en ?? ''}`.trim(), `${ar} ${fix?.ar ?? ''}`.trim()]
  throw status === 409
    ? new ConflictError('refused', lines.join('\n'))
    : new InvalidInputError('reply', lines.join('\n'), '')
}

const find = async (running: Running, name: string): Promise<string> => {
  const byId = await askRunning(running, 'GET', `/cases/${encodeURIComponent(name)}`)
  if (byId.status === 200) return name
  const { items } = answered<{ items: { id: string; reference: string }[] }>(
    await askRunning(running, 'GET', `/cases?q=${encodeURIComponent(name)}`),
  )
  const found = items.find(({ reference }) => reference === name.trim().toUpperCase())
  if (found === undefined) throw new NotFoundError(`case ${name}`)
  return found.id
}

const plan = ({ name, texts, audience, publicPost }: Wanted): Promise<PlanWire> => {
  const config = environment()
  const given = Object.keys(texts).length === 0 ? {} : { texts }
  return onStore(config, {
    itself: async (store) => {
      const id = await caseNamed(store.read, name)
      if (id === undefined) throw new NotFoundError(`case ${name}`)
      return viewPlan(await createPlan(deskOn(store, config), { case: id, actor, audience, publicPost, ...given }))
    },
    through: async (running) => {
      const path = `/cases/${await find(running, name)}/replies/plan`
      return answered<PlanWire>(await askRunning(running, 'POST', path, { ...given, audience, publicPost }))
    },
  })
}

const patience = 10_000

/** Without a server nobody else delivers: until all have it, or what is left must wait for long or for a person. */
const deliver = async (desk: ReplyDesk, reply: Parameters<typeof deliveriesOf>[1][number]) => {
  const deliverer = createDeliverer(desk)
  for (;;) {
    const tried = await deliverer.turn()
    const rows = (await deliveriesOf(desk.store, [reply])).get(reply) ?? []
    const { stopped } = await policyOf(desk.store.read)
    const soon = rows.some(
      ({ state, due_at }) => state === 'planned' || (state === 'retry' && due_at < Date.now() + patience),
    )
    if (tried === 0 && (!soon || stopped)) return rows
    await sleep(tried === 0 ? 250 : 0)
  }
}

const counted = (states: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(states, (state) => state)].map(([state, all]) => [state, all.length]))

const asked = 'It waits for a second person. ينتظر اعتماد شخص ثانٍ.'

const send = (id: string): Promise<object> => {
  const config = environment()
  return onStore<object>(config, {
    itself: async (store) => {
      const desk = deskOn(store, config)
      const sending = await sendPlan(desk, { plan: id, actor })
      if (sending.kind === 'asked') return { planId: id, state: 'asked' }
      const rows = await deliver(desk, sending.reply.id)
      return { id: sending.reply.id, caseId: sending.reply.case_id, counts: counted(rows.map(({ state }) => state)) }
    },
    through: async (running) => {
      const { caseId } = answered<{ caseId: string }>(
        await askRunning(running, 'GET', `/plans/${encodeURIComponent(id)}`),
      )
      return answered<object>(await askRunning(running, 'POST', `/cases/${caseId}/replies`, { planId: id }))
    },
  })
}

const wantedOf = (name: string, values: Record<string, string | boolean | undefined>): Wanted => {
  const audience = audiences.find((one) => one === values.to)
  if (audience === undefined)
    throw new InvalidInputError('--to', `\`${values.to}\` is nobody`, `Use one of: ${audiences.join(', ')}.`)
  const { text, en } = values
  if (audience === 'everyone' && text === undefined && en === undefined)
    throw new InvalidInputError('--text', 'is missing', 'Write the answer: --text for Arabic, --en for English.')
  const texts = { ...(typeof text === 'string' ? { ar: text } : {}), ...(typeof en === 'string' ? { en } : {}) }
  return { name, texts, audience, publicPost: values['public-post'] === true }
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(args, {
    text: { type: 'string' },
    en: { type: 'string' },
    to: { type: 'string', default: 'everyone' },
    'public-post': { type: 'boolean', default: false },
  })
  const [verb, name] = positionals
  if (name === undefined || positionals.length !== 2 || (verb !== 'plan' && verb !== 'send')) throw usage()
  const result = verb === 'plan' ? await plan(wantedOf(name, values)) : await send(name)
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  if ('state' in result && result.state === 'asked') process.stderr.write(`${asked}\n`)
  return 0
}
