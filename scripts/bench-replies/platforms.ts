// The platforms in a process of their own, so that the sender's processor is the sender's alone.
import { once } from 'node:events'
import { startSimulator } from '../../connectors/simulator/index.ts'

const people = Number(process.argv[2])
const simulator = await startSimulator({ seed: 7, limited: false })
const [third, rest] = [Math.floor(people / 3), people % 3]
const text = 'الكهرباء مقطوعة في السالمية قطعة 10 شارع 4 من الفجر'
for (let n = 0; n < third + rest; n++) {
  await simulator.say({ channel: 'whatsapp', from: `9655${String(n).padStart(7, '0')}`, text })
  if (n < third) await simulator.say({ channel: 'x', from: `citizen${n}`, kind: 'mention', text: `@moi_sim ${text}` })
  if (n < third) await simulator.say({ channel: 'instagram', from: `person${n}`, kind: 'dm', text })
}
const said = simulator.ledger().said.map(({ id, channel, person, at }) => ({ id, channel, person: person.id, at }))
process.send!({ environment: simulator.environment, said })
process.on('message', () => {
  const { sent } = simulator.ledger()
  const to = new Map<string, number>()
  for (const one of sent) to.set(`${one.channel}:${one.to}`, (to.get(`${one.channel}:${one.to}`) ?? 0) + 1)
  process.send!({ taken: sent.length, twice: [...to.values()].filter((times) => times > 1).length })
})
await once(process, 'disconnect')
await simulator.close()
process.exit(0)
