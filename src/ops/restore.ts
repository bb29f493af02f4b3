// A backup made the store again, or tried out beside it: opened, checked, brought to today's tables, rid of whoever was erased
// since, and told about. The store that was there is set aside, never overwritten.
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Config } from '../config.ts'
import { InvalidInputError } from '../errors.ts'
import { foundSecrets } from '../keys/find.ts'
import { openFor } from '../privacy/open.ts'
import { type Copy, checkCopy, dropStore, moveStore } from '../store/copy.ts'
import { StoreFaultError } from '../store/index.ts'
import { takeOwnership } from '../store/own.ts'
import { restored } from '../store/restored.ts'
import { type Manifest, readManifest, sumOfFile } from './backup.ts'
import { isSealedFile, openFile } from './sealed-file.ts'

export type RestoreReport = {
  readonly at: string
  readonly drill: boolean
  readonly file: string
  readonly sealed: boolean
  readonly takenAt: string | null
  readonly bytes: number
  readonly integrity: 'ok'
  /** Against what was written down when it was made; null where nothing was. */
  readonly sameSum: boolean | null
  readonly sameRows: boolean | null
  readonly posts: number
  readonly cases: number
  /** Migrations that it had not seen. */
  readonly migrated: readonly string[]
  /** Erasures that it did not know, done again. */
  readonly erasedAgain: number
  readonly filesMissing: number
  /** Where the store of before lies now. */
  readonly setAside: string | null
  readonly ms: number
}

export const secretsOf = ({ backupKey, secretKey, oldSecretKeys, dataDir }: Config, storePath: string) => {
  const given = [backupKey, secretKey, ...oldSecretKeys].filter((secret) => secret !== null)
  return foundSecrets({ given, folders: [...new Set([dataDir, dirname(storePath)])] })
}

type Draft = Copy & { readonly manifest: Manifest | null; readonly sealed: boolean; readonly bytes: number }

const unequal = (what: string) =>
  new StoreFaultError(
    'restore',
    `the backup is not what was written down when it was made (${what})`,
    'Use another copy.',
  )

/** The store inside the file, whole and as it was, at `path`. */
const takeOut = async (file: string, path: string, secrets: readonly string[]): Promise<Draft> => {
  if (!existsSync(file))
    throw new InvalidInputError('FILE', `there is no ${file}`, 'Name a file that `sada backup` made.')
  const manifest = readManifest(file)
  const sealed = isSealedFile(file)
  if (sealed) await openFile(file, path, secrets)
  else copyFileSync(file, path)
  if (manifest !== null && manifest.sha256 !== (await sumOfFile(path))) throw unequal('sum')
  const copy = checkCopy(path)
  if (manifest !== null && JSON.stringify(manifest.rows) !== JSON.stringify(copy.rows)) throw unequal('rows')
  return { ...copy, manifest, sealed, bytes: statSync(path).size }
}

/** As the server opens it: with its secrets, today's tables, and without whoever was erased. */
const openAgain = async (config: Config) => {
  let erasedAgain = 0
  const store = await openFor(config, {}, (count) => {
    erasedAgain = count
  })
  try {
    return { ...(await restored(store.read)), erasedAgain }
  } finally {
    await store.close()
  }
}

type Opened = Awaited<ReturnType<typeof openAgain>>
type Told = Pick<RestoreReport, 'drill' | 'file' | 'setAside'>

const reportOf = (draft: Draft, opened: Opened, told: Told, dataDir: string, began: number): RestoreReport => ({
  at: new Date(began).toISOString(),
  ...told,
  sealed: draft.sealed,
  takenAt: draft.manifest?.takenAt ?? null,
  bytes: draft.bytes,
  integrity: 'ok',
  sameSum: draft.manifest === null ? null : true,
  sameRows: draft.manifest === null ? null : true,
  posts: draft.posts,
  cases: draft.cases,
  migrated: opened.migrations.filter((name) => !draft.migrations.includes(name)),
  erasedAgain: opened.erasedAgain,
  filesMissing: opened.digests.filter((digest) => !existsSync(join(dataDir, 'media', digest.slice(0, 2), digest)))
    .length,
  ms: Date.now() - began,
})

/** Each restore and each drill leaves its line: the proof that backups are tried. */
export const journalOf = (dataDir: string): string => join(dataDir, 'restores.jsonl')
const keepReport = (dataDir: string, report: RestoreReport): RestoreReport => {
  appendFileSync(journalOf(dataDir), `${JSON.stringify(report)}\n`, { mode: 0o600, flush: true })
  return report
}

/** In a folder of its own, with a copy of the ledger: nothing of what is in use is touched. */
export const drill = async (config: Config, storePath: string, file: string): Promise<RestoreReport> => {
  const began = Date.now()
  mkdirSync(config.dataDir, { recursive: true })
  const folder = mkdtempSync(join(config.dataDir, '.drill-'))
  try {
    const secrets = secretsOf(config, storePath)
    const path = join(folder, 'sada.db')
    const draft = await takeOut(file, path, secrets)
    const erasureLedger = join(folder, 'erasures.jsonl')
    if (existsSync(config.erasureLedger)) copyFileSync(config.erasureLedger, erasureLedger)
    const [secretKey = null, ...oldSecretKeys] = secrets
    const apart = { ...config, databaseUrl: `sqlite:${path}`, dataDir: folder, erasureLedger, secretKey, oldSecretKeys }
    const opened = await openAgain(apart)
    const told = { drill: true, file, setAside: null }
    return keepReport(config.dataDir, reportOf(draft, opened, told, config.dataDir, began))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const restore = async (config: Config, storePath: string, file: string): Promise<RestoreReport> => {
  const began = Date.now()
  mkdirSync(dirname(storePath), { recursive: true })
  mkdirSync(config.dataDir, { recursive: true })
  const release = takeOwnership(storePath)
  const incoming = `${storePath}.incoming`
  const stamp = new Date(began).toISOString().replaceAll(':', '-').slice(0, 19)
  const before = existsSync(storePath) ? `${storePath}.before-restore-${stamp}` : null
  try {
    dropStore(incoming)
    const draft = await takeOut(file, incoming, secretsOf(config, storePath))
    if (before !== null) moveStore(storePath, before)
    moveStore(incoming, storePath)
    const opened = await openAgain(config).catch((error: unknown) => {
      // It does not open with these secrets, or is newer than this Sada: the former one goes back.
      dropStore(storePath)
      if (before !== null) moveStore(before, storePath)
      throw error
    })
    const told = { drill: false, file, setAside: before }
    return keepReport(config.dataDir, reportOf(draft, opened, told, config.dataDir, began))
  } finally {
    dropStore(incoming)
    release()
  }
}
