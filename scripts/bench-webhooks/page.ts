// The figures as a page.
import type { Result, Run } from './run.ts'

const ms = (n: number) => (n < 10 ? n.toFixed(1) : n.toFixed(0))
const row = ({ name, load, busy, drain, machine }: Run): string => {
  const refused = Object.entries(load.statuses)
    .filter(([status]) => status !== '200')
    .reduce((sum, [, count]) => sum + count, 0)
  const rate = load.requests / load.seconds
  const drained = drain === null ? '–' : `${drain.during.toFixed(0)} / ${drain.after.toFixed(0)}`
  return `| ${name}${busy ? ', both cores loaded' : ''} | ${rate.toFixed(0)} | ${ms(load.p50)} | ${ms(load.p90)} | ${ms(load.p99)} | ${ms(load.max)} | ${refused} | ${drained} | ${load.cores.toFixed(2)} | ${machine.map((n) => n.toFixed(1)).join(' → ')} |`
}

export const page = ({ machine, rate, runs }: Result): string =>
  `# Bench of the webhooks

Made by \`npm run bench:webhooks\`: a real \`sada serve\` on a temporary SQLite store (WAL, synchronous FULL), and a process of its own
that sends signed WhatsApp deliveries, every one a new message, at ${rate} a second whatever comes back; each wait is counted from the
moment its request was due. An answer follows the commit of what was sent; the pipeline decides meanwhile.
${machine.cpu}, ${machine.cores} cores shared by server and load, Node ${machine.node}.

| commits | requests/s | p50 ms | p90 ms | p99 ms | longest ms | not 2xx | posts decided/s under load / after | cores the load takes | load average |
|---|---|---|---|---|---|---|---|---|---|
${runs.map(row).join('\n')}

"One for each request" is the control: the same server, where requests that come together do not share a commit.
`
