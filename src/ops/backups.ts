// Backups by the clock, and which of them stay.
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Keep } from '../config/backups.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { manifestOf } from './backup.ts'
import type { Order } from './backup-thread.ts'
import { byTheClock } from './by-the-clock.ts'

const named = /^sada-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.(?:db|sealed)$/

export const nameOf = (at: number, sealed: boolean): string =>
  `sada-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z.${sealed ? 'sealed' : 'db'}`

/** Null for what is not ours. */
export const takenAt = (name: string): number | null => {
  const [, day, hour, minute, second] = named.exec(name) ?? []
  return day === undefined ? null : Date.parse(`${day}T${hour}:${minute}:${second}Z`)
}

const [hour, day, week] = [3_600_000, 86_400_000, 7 * 86_400_000]

/** Of each of the newest hours, days and weeks that have a backup, the newest one. Pure; what has another name is nobody's to drop. */
export const superfluous = (names: readonly string[], keep: Keep): readonly string[] => {
  const ours = names
    .flatMap((name) => {
      const at = takenAt(name)
      return at === null ? [] : [{ name, at }]
    })
    .sort((a, b) => b.at - a.at)
  const kept = new Set<string>(ours.slice(0, 1).map(({ name }) => name))
  for (const [length, count] of [
    [hour, keep.hours],
    [day, keep.days],
    [week, keep.weeks],
  ] as const) {
    const newest = new Map<number, string>()
    for (const { name, at } of ours) if (!newest.has(Math.floor(at / length))) newest.set(Math.floor(at / length), name)
    for (const name of [...newest.values()].slice(0, count)) kept.add(name)
  }
  return ours.filter(({ name }) => !kept.has(name)).map(({ name }) => name)
}

export const folderOf = ({ backupDir, dataDir }: Config): string => backupDir ?? join(dataDir, 'backups')

export const newestBackup = (folder: string): number | null => {
  const times = existsSync(folder) ? readdirSync(folder).map(takenAt) : []
  return times.reduce((newest, at) => (at !== null && (newest === null || at > newest) ? at : newest), null)
}

const cutShort = (name: string) => takenAt(name.replace(/\.part.*$/, '')) !== null && name.includes('.part')

const prune = (folder: string, keep: Keep): void => {
  for (const name of readdirSync(folder).filter(cutShort)) rmSync(join(folder, name), { force: true })
  for (const name of superfluous(readdirSync(folder), keep))
    for (const file of [name, manifestOf(name)]) rmSync(join(folder, file), { force: true })
}

/** In a thread: a copy is one long look, and this one has people waiting. */
const inThread = (order: Order, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./backup-thread.ts', import.meta.url), { workerData: order })
    const stop = () => void worker.terminate()
    signal.addEventListener('abort', stop, { once: true })
    worker.once('error', reject)
    worker.once('exit', (code) => {
      signal.removeEventListener('abort', stop)
      if (code === 0) resolve()
      else reject(new Error('the backup was not finished'))
    })
  })

/** One backup now, in its folder, and what is too old there goes. */
export const backupNow = async (config: Config, store: string, now: number, signal: AbortSignal): Promise<void> => {
  const folder = folderOf(config)
  const target = join(folder, nameOf(now, config.backupKey !== null))
  await inThread({ source: store, target, secret: config.backupKey }, signal)
  prune(folder, config.backupKeep)
}

const rhythm = { hourly: '7 * * * *', daily: '37 2 * * *' }

export const startBackups = (config: Config, store: string | null, log: Log): { stop(): Promise<void> } => {
  if (store === null || config.backups === 'off') return { stop: async () => {} }
  const ending = new AbortController()
  let last: Promise<void> = Promise.resolve()
  const task = byTheClock(rhythm[config.backups], () => {
    last = backupNow(config, store, Date.now(), ending.signal).then(
      () => log.info('backed up'),
      (error: unknown) => (ending.signal.aborted ? undefined : log.error('a backup failed', { error })),
    )
    return last
  })
  return {
    stop: async () => {
      ending.abort()
      await task.destroy()
      await last
    },
  }
}
