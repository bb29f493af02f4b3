// The recipe of docs/ha.md on this one machine: three databases under Patroni and etcd, HAProxy and PgBouncer before them, from
// Debian's packages and from the files of deploy/ha as they are. Only their addresses become those of the loopback.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const numbers = [1, 2, 3] as const
type Number = (typeof numbers)[number]
const bin = {
  etcd: '/usr/bin/etcd',
  patroni: '/usr/bin/patroni',
  haproxy: '/usr/sbin/haproxy',
  pgbouncer: '/usr/sbin/pgbouncer',
  postgres: '/usr/lib/postgresql/15/bin/postgres',
}
export const installed = Object.values(bin).every((path) => existsSync(path))

const deploy = join(import.meta.dirname, '../../deploy/ha')
const here = (file: string) => readFileSync(join(deploy, file), 'utf8').replaceAll('10.0.0.', '127.0.0.')
const addressOf = (n: Number) => `127.0.0.${10 + n}`
const password = 'CHANGE-ME'

export const untilTrue = async (what: string, holds: () => Promise<boolean>, ms = 90_000): Promise<void> => {
  for (const end = performance.now() + ms; !(await holds().catch(() => false)); await sleep(100))
    if (performance.now() > end) throw new Error(`not within ${ms / 1000} s: ${what}`)
}

type Member = { readonly name: string; readonly role: string; readonly state: string }
const membersBy = async (n: Number): Promise<readonly Member[]> => {
  const answer = await fetch(`http://${addressOf(n)}:8008/cluster`, { signal: AbortSignal.timeout(2000) })
  return ((await answer.json()) as { members: Member[] }).members
}

export type Recipe = {
  readonly url: string
  leader(): Promise<Number>
  /** The machine dies: Patroni and PostgreSQL at once. */
  kill(n: Number): Promise<void>
  /** It is there again. */
  back(n: Number): void
  /** All three stand, one of them synchronous. */
  whole(): Promise<void>
  stop(): Promise<void>
}

export const startRecipe = async (): Promise<Recipe> => {
  const root = mkdtempSync(join(tmpdir(), 'sada-recipe-'))
  const [uid, gid] = (['-u', '-g'] as const).map((flag) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })),
  ) as [number, number]
  const owner = process.getuid?.() === 0 ? { uid, gid } : {}
  execFileSync('chown', [`${uid}:${gid}`, root])
  const running = new Map<string, ChildProcess>()
  const run = (name: string, command: string, args: readonly string[]) => {
    const log = openSync(join(root, `${name}.log`), 'a')
    running.set(name, spawn(command, args, { ...owner, cwd: root, detached: true, stdio: ['ignore', log, log] }))
  }
  const write = (name: string, text: string) => {
    writeFileSync(join(root, name), text, { mode: 0o644 })
    return join(root, name)
  }
  const end = async (name: string) => {
    const child = running.get(name)
    running.delete(name)
    if (child === undefined || child.exitCode !== null) return
    const ended = once(child, 'exit')
    process.kill(-child.pid!, 'SIGKILL')
    await ended
  }

  const cluster = numbers.map((n) => `e${n}=http://${addressOf(n)}:2380`).join()
  for (const n of numbers) {
    const at = (port: number) => `http://${addressOf(n)}:${port}`
    const urls = ['--listen-client-urls', at(2379), '--advertise-client-urls', at(2379), '--listen-peer-urls', at(2380)]
    const peers = ['--initial-advertise-peer-urls', at(2380), '--initial-cluster', cluster]
    mkdirSync(join(root, `e${n}`))
    execFileSync('chown', [`${uid}:${gid}`, join(root, `e${n}`)])
    run(`e${n}`, bin.etcd, ['--name', `e${n}`, '--data-dir', join(root, `e${n}`), ...urls, ...peers])
  }
  const back = (n: Number) => {
    const own = here('patroni.yml')
      // Machines of their own would not share a folder of sockets.
      .replace('max_connections: 300', "max_connections: 300\n        unix_socket_directories: ''")
      .replace('name: db1', `name: db${n}`)
      .replace(/(listen|connect_address): 127\.0\.0\.11/g, `$1: ${addressOf(n)}`)
      .replace('/var/lib/postgresql/15/sada', join(root, `db${n}`))
      .replace('/var/lib/postgresql/.pgpass-patroni', join(root, `.pgpass${n}`))
    run(`db${n}`, bin.patroni, [write(`db${n}.yml`, own)])
  }
  for (const n of numbers) back(n)

  const standing = async (): Promise<readonly Member[]> => {
    for (const n of numbers) {
      const members = running.has(`db${n}`) ? await membersBy(n).catch(() => []) : []
      if (members.length > 0) return members
    }
    return []
  }
  const leader = async (): Promise<Number> => {
    const name = (await standing()).find(({ role }) => role === 'leader')?.name
    return Number(name?.slice(2)) as Number
  }
  const whole = () =>
    untilTrue('three databases, one of them a synchronous standby', async () => {
      const members = await standing()
      const up = members.filter(({ state }) => state === 'running' || state === 'streaming')
      return up.length === 3 && members.some(({ role }) => role === 'sync_standby')
    })
  await whole()
  const address = addressOf(await leader())
  const admin = new pg.Client({ connectionString: `postgres://postgres:${password}@${address}/postgres` })
  await admin.connect()
  await admin.query(`create role sada login password '${password}'`)
  await admin.query('grant pg_monitor to sada')
  await admin.query(`create database sada owner sada encoding 'UTF8' locale 'C.UTF-8' template template0`)
  await admin.end()

  run('haproxy', bin.haproxy, ['-f', write('haproxy.cfg', here('haproxy.cfg'))])
  const users = write('userlist.txt', `"sada" "${password}"\n`)
  const pooler = here('pgbouncer.ini').replace('/etc/pgbouncer/userlist.txt', users)
  run('pgbouncer', bin.pgbouncer, [write('pgbouncer.ini', pooler)])
  return {
    url: `postgres://sada:${password}@127.0.0.1:6432/sada`,
    leader,
    kill: async (n) => {
      // PostgreSQL has left Patroni's group: both are this machine.
      const main = Number(readFileSync(join(root, `db${n}`, 'postmaster.pid'), 'utf8').split('\n')[0])
      await end(`db${n}`)
      process.kill(main, 'SIGKILL')
    },
    back,
    whole,
    stop: async () => {
      for (const n of numbers)
        try {
          const main = readFileSync(join(root, `db${n}`, 'postmaster.pid'), 'utf8').split('\n')[0]
          await end(`db${n}`)
          process.kill(Number(main), 'SIGINT')
        } catch {
          // It did not run any more.
        }
      for (const name of [...running.keys()]) await end(name)
      await sleep(1000)
      rmSync(root, { recursive: true, force: true })
    },
  }
}
