// `sada reply`: the plan on stdout, and exactly that plan sent.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/reply.ts'
import { readConfig } from '../../src/config.ts'
import { openFor } from '../../src/privacy/open.ts'
import { usualPolicy } from '../../src/replies/policy.ts'
import { write } from '../../src/store/index.ts'
import { savePolicy } from '../../src/store/wording.ts'
import { report, townOn } from '../pipeline/town.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-reply-'))
const taken: { to: string }[] = []
const graph = createServer(async (request, response) => {
  taken.push(JSON.parse((await request.toArray()).join('')))
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ messages: [{ id: `wamid.${taken.length}` }] }))
})
const env = () => ({
  SADA_DATA_DIR: folder,
  WHATSAPP_PHONE_NUMBER_ID: '1001',
  WHATSAPP_ACCESS_TOKEN: 't',
  GRAPH_API_URL: `http://127.0.0.1:${(graph.address() as AddressInfo).port}`,
})
const openHere = () => {
  const read = readConfig(env())
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return openFor(read.config)
}

beforeAll(async () => {
  await new Promise<void>((done) => graph.listen(0, done))
  const store = await openHere()
  const town = townOn(store)
  town.clock = Date.now()
  const at = town.clock
  await town.hear(
    report(7001, { by: '96550001111', account: '1001', at }),
    report(7001, { by: '96550002222', account: '1001', at }),
  )
  await write(store, (tx) => savePolicy(tx, { ...usualPolicy, delaySeconds: 0 }))
  await store.close()
})
afterAll(() => {
  graph.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What the command prints on an installation of its own. */
const sada = async (...args: readonly string[]) => {
  for (const [name, value] of Object.entries(env())) vi.stubEnv(name, value)
  const out: string[] = []
  const hear = (stream: NodeJS.WriteStream, into: string[]) =>
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      into.push(String(text))
      return true
    })
  const spies = [hear(process.stdout, out), hear(process.stderr, [])]
  try {
    expect(await run(args)).toBe(0)
    return JSON.parse(out.join(''))
  } finally {
    for (const spy of spies) spy.mockRestore()
    vi.unstubAllEnvs()
  }
}

it('plans for a case by its reference, sends the plan once, and needs to be told what to say', async () => {
  const plan = await sada('plan', 's-2611-0001', '--text', 'تم الإصلاح')
  expect(plan).toMatchObject({ kind: 'answer', counts: { 'whatsapp-session': 2 }, needsApproval: false })
  expect(taken).toEqual([])
  expect(await sada('send', plan.planId)).toMatchObject({ counts: { sent: 2 } })
  expect(await sada('send', plan.planId)).toMatchObject({ counts: { sent: 2 } })
  expect(taken.map(({ to }) => to).toSorted()).toEqual(['96550001111', '96550002222'])
  await expect(run(['plan', 'S-2611-0001'])).rejects.toThrow(/--text.*Write the answer/)
  await expect(run(['plan', 'S-2611-0001', '--to', 'all', '--text', 'x'])).rejects.toThrow(/everyone, late, wrong/)
  await expect(run(['undo', 'x'])).rejects.toThrow(/Usage: sada reply/)
})
