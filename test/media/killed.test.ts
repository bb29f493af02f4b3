// Killed in the middle, at any point, and started again: the file is there once, and has been heard of.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sweepHalves } from '../../src/media/shelf.ts'
import { openStore, write } from '../../src/store/index.ts'
import { releaseLeases } from '../../src/store/leases.ts'
import { reportOf } from '../../src/store/posts.ts'
import { work } from './at-work.ts'
import { photoPost } from './photo-post.ts'

const keeper = join(import.meta.dirname, 'killed.ts')
/** How the process ended. */
const killed = (...args: readonly string[]) =>
  spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', keeper, ...args], { timeout: 170_000 }).signal

it.each(['fetching', 'telling', 'told'])('killed while %s', async (point) => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-killed-'))
  const [path, media] = [join(folder, 'sada.db'), join(folder, 'media')]
  await photoPost(path)
  expect(killed(path, media, point)).toBe('SIGKILL')
  const store = await openStore(`sqlite:${path}`)
  await write(store, releaseLeases)
  await work(path, media)
  const row = await store.read.selectFrom('media').selectAll().executeTakeFirstOrThrow()
  const post = await store.read.selectFrom('posts').selectAll().executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'kept', fault: null })
  expect(reportOf(post)!.phashes).toEqual([row.phash])
  const files = readdirSync(media, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  expect(files.map(({ name }) => name).sort()).toEqual([row.digest, row.thumb].sort())
  expect(await store.read.selectFrom('jobs').selectAll().execute()).toEqual([])
  await store.close()
})

it('halves of files that a dead process left are swept away, and nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sada-halves-'))
  for (const name of ['.old', '.fresh', 'kept']) writeFileSync(join(folder, name), 'half')
  const longAgo = new Date(Date.now() - 2 * 60 * 60_000)
  for (const name of ['.old', 'kept']) utimesSync(join(folder, name), longAgo, longAgo)
  await sweepHalves(folder)
  expect(readdirSync(folder).sort()).toEqual(['.fresh', 'kept'])
})
