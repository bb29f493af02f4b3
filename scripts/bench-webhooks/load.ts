// The load: a process of its own that sends at a fixed rate whether or not answers come. Each wait is counted from the moment
// a request was due, so that a slow server cannot make the senders wait and look fast.
import { connect, type Socket } from 'node:net'
import { requests } from './bodies.ts'

const [port, rate, seconds, run] = process.argv.slice(2) as [string, string, string, string]
const sockets = 200

const due = (n: number) => (n * 1000) / Number(rate)
const all = requests(Number(rate) * Number(seconds), run, Number(port))
const waits = new Float64Array(all.length)
const statuses = new Map<string, number>()

const free: Socket[] = []
const inHand = new Map<Socket, number>()
let sent = 0
let done = 0
let began = 0
let spent = process.cpuUsage()

const finish = () => {
  const sorted = waits.toSorted()
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(spent)
  const result = {
    requests: all.length,
    seconds,
    cores: (user + system) / 1e6 / seconds,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    max: at(1),
    statuses: Object.fromEntries(statuses),
  }
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0))
}

const answered = (socket: Socket, status: string) => {
  const n = inHand.get(socket)
  if (n === undefined) return
  waits[n] = performance.now() - began - due(n)
  statuses.set(status, (statuses.get(status) ?? 0) + 1)
  inHand.delete(socket)
  if (++done === all.length) finish()
}

const open = () => {
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    if (end < 0) return
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)
    if (text.length < end + 4 + length) return
    answered(socket, text.slice(9, 12))
    const closing = /connection: close/i.test(text)
    text = ''
    if (closing) socket.destroy()
    else free.push(socket)
  })
  socket.on('connect', () => free.push(socket))
  socket.on('error', () => {})
  socket.on('close', () => {
    answered(socket, 'closed')
    const at = free.indexOf(socket)
    if (at >= 0) free.splice(at, 1)
    if (done < all.length) open()
  })
}

const pump = () => {
  const now = performance.now() - began
  while (sent < all.length && due(sent) <= now && free.length > 0) {
    const socket = free.shift()!
    inHand.set(socket, sent)
    socket.write(all[sent++]!)
  }
  if (done < all.length) setTimeout(pump, 1)
}

for (let i = 0; i < sockets; i++) open()
setTimeout(() => {
  began = performance.now()
  spent = process.cpuUsage()
  pump()
}, 500)
