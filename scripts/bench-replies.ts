// npm run bench:replies [-- --people 4000 --out docs/benches]
// One answer to everybody over three channels, as fast as one core sends: plan, send, deliver, each recorded with a commit that
// is on the disk. The platforms are the simulator's, without their limits, in a process of their own.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ChannelEvent } from '../connectors/connector.ts'
import { createConnectors } from '../connectors/index.ts'
import { createMatcher } from '../dedupe/index.ts'
import type { CaseId } from '../src/model.ts'
import { createPipeline } from '../src/pipeline/index.ts'
import { createDeliverer, createPlan, sendPlan } from '../src/replies/index.ts'
import { readPolicy } from '../src/replies/policy.ts'
import { openStore, write } from '../src/store/index.ts'
import { savePolicy } from '../src/store/wording.ts'

const { values } = parseArgs({ options: { people: { type: 'string', default: '4000' }, out: { type: 'string' } } })
const people = Number(values.people)
if (!Number.isInteger(people) || people < 3) {
  console.error('usage: npm run bench:replies -- [--people N] [--out FOLDER]')
  process.exit(2)
}

type Said = { id: string; channel: 'whatsapp' | 'x' | 'instagram'; person: string; at: number }
const platforms = fork(join(import.meta.dirname, 'bench-replies/platforms.ts'), [String(people)])
const [{ environment, said }] = (await once(platforms, 'message')) as [
  { environment: Record<string, string>; said: Said[] },
]

const folder = mkdtempSync(join(tmpdir(), 'sada-bench-'))
const store = await openStore(`sqlite:${join(folder, 'sada.db')}`, { dataDir: folder })
const connectors = createConnectors(environment)
const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
const surface = { whatsapp: 'dm', x: 'mention', instagram: 'dm' } as const
const events = said.map(
  ({ id, channel, person, at }): ChannelEvent => ({
    kind: 'post',
    channel,
    account: connectors[channel].accounts![0]!,
    remoteId: id,
    type: 'text',
    surface: surface[channel],
    summoned: true,
    text: 'الكهرباء مقطوعة في السالمية قطعة 10 شارع 4 من الفجر',
    author: { remoteId: person },
    createdAt: new Date(at).toISOString(),
  }),
)
for (let from = 0; from < events.length; from += 500)
  await pipeline.receive(events.slice(from, from + 500), { account: 'bench' })
await pipeline.drain()
await write(store, (tx) =>
  savePolicy(tx, readPolicy({ delaySeconds: 0, approvalAbove: 1_000_000, hourlyCap: 1_000_000 })),
)

const seconds = async (work: () => Promise<unknown>) => {
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { wall: (performance.now() - wall) / 1000, cpu: (user + system) / 1e6 }
}
const desk = { store, connectors: Object.values(connectors), clock: Date.now }
const actor = { kind: 'command' } as const
const cases = await store.read.selectFrom('cases').select('id').where('status', '!=', 'merged').execute()
const plans: string[] = []
const planning = await seconds(async () => {
  for (const { id } of cases)
    plans.push(
      (await createPlan(desk, { case: id as CaseId, actor, texts: { ar: 'عادت الكهرباء، شكرًا لبلاغكم.' } })).id,
    )
})
const sending = await seconds(async () => {
  for (const plan of plans) await sendPlan(desk, { plan, actor })
})
const deliverer = createDeliverer(desk, { paced: false, batch: 40 })
const delivering = await seconds(async () => {
  while ((await deliverer.turn()) > 0);
})
platforms.send('count')
const [{ taken, twice }] = (await once(platforms, 'message')) as [{ taken: number; twice: number }]
const states = await store.read
  .selectFrom('deliveries')
  .select(['state', ({ fn }) => fn.countAll<number>().as('n')])
  .groupBy('state')
  .execute()
platforms.disconnect()
await store.close()
rmSync(folder, { recursive: true, force: true })

const rate = (count: number, time: number) => Math.round(count / time)
const report = {
  people: said.length,
  cases: cases.length,
  planSeconds: planning,
  sendSeconds: sending,
  deliverSeconds: delivering,
  deliveriesASecond: rate(taken, delivering.wall),
  deliveriesACoreSecond: rate(taken, delivering.cpu),
  taken,
  twice,
  states: Object.fromEntries(states.map(({ state, n }) => [state, Number(n)])),
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, load: loadavg()[0], node: process.version },
}
console.log(JSON.stringify(report, null, 2))
if (values.out !== undefined) {
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, 'replies.json'), `${JSON.stringify(report, null, 2)}\n`)
}
