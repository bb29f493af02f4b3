// What may be wrong with durability: backups, trials of them, the log of changes, and packages with known weaknesses.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { addressOf } from '../store/engine.ts'
import advisories from './advisories.json' with { type: 'json' }
import { folderOf, newestBackup } from './backups.ts'
import { advice, type Finding, fault, ok } from './doctor.ts'
import { journalOf } from './restore.ts'

const day = 86_400_000
const most = 64 * 1024 ** 2

const checkBackups = (config: Config, now: number): Finding => {
  const folder = folderOf(config)
  const newest = newestBackup(folder)
  const fix = {
    en: 'Keep `sada serve` running with SADA_BACKUPS=hourly, or run `sada backup FILE` yourself.',
    ar: 'أبقِ sada serve يعمل مع SADA_BACKUPS=hourly، أو نفّذ sada backup FILE بنفسك.',
  }
  if (newest === null) return advice('backup', { en: `none in ${folder}`, ar: `لا نسخة احتياطية في ${folder}` }, fix)
  const hours = Math.round((now - newest) / 3_600_000)
  const says = { en: `the newest is ${hours} h old, in ${folder}`, ar: `أحدث نسخة عمرها ${hours} ساعة، في ${folder}` }
  if (now - newest > 2 * day) return advice('backup', says, fix)
  if (existsSync(config.dataDir) && statSync(folder).dev === statSync(config.dataDir).dev)
    return advice('backup', says, {
      en: 'It lies on the disk of the store: name a folder on another one in SADA_BACKUP_DIR.',
      ar: 'النسخة على قرص المخزن نفسه: حدد مجلدًا على قرص آخر في SADA_BACKUP_DIR.',
    })
  return ok('backup', says)
}

const checkDrill = ({ dataDir }: Config, now: number): Finding => {
  const lines = existsSync(journalOf(dataDir)) ? readFileSync(journalOf(dataDir), 'utf8').trim().split('\n') : []
  const last = lines.at(-1)
  const at = last === undefined || last === '' ? null : Date.parse((JSON.parse(last) as { at: string }).at)
  return at !== null && now - at < 90 * day
    ? ok('restore', { en: 'a backup was tried in the last 90 days', ar: 'جُرّبت نسخة احتياطية خلال 90 يومًا' })
    : advice(
        'restore',
        { en: 'no backup was tried in the last 90 days', ar: 'لم تُجرَّب أي نسخة احتياطية خلال 90 يومًا' },
        { en: 'Run `sada restore FILE --drill`.', ar: 'نفّذ sada restore FILE --drill.' },
      )
}

const checkLog = (path: string): Finding => {
  const size = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
  const megabytes = Math.round(size / 1024 ** 2)
  const says = { en: `${megabytes} MB`, ar: `${megabytes} ميغابايت` }
  return size <= most
    ? ok('log of changes', says)
    : advice('log of changes', says, {
        en: 'Some program reads the store without end: close it (lsof on the -wal file), or restart Sada.',
        ar: 'برنامج ما يقرأ المخزن دون توقف: أغلقه (lsof على ملف ‎-wal) أو أعد تشغيل «صدى».',
      })
}

const numbers = (version: string) => version.split('-')[0]!.split('.').map(Number)
export const isOlder = (version: string, than: string): boolean => {
  const [a, b] = [numbers(version), numbers(than)]
  for (let at = 0; at < 3; at++) if ((a[at] ?? 0) !== (b[at] ?? 0)) return (a[at] ?? 0) < (b[at] ?? 0)
  return false
}

export type Advisory = { readonly name: string; readonly below: string; readonly id: string; readonly what: string }
export const affected = (installed: Readonly<Record<string, string>>): readonly Advisory[] =>
  advisories.filter(({ name, below }) => installed[name] !== undefined && isOlder(installed[name], below))

const require = createRequire(import.meta.url)
/** By reading its own package.json: most packages do not export it. */
export const installedVersions = (): Readonly<Record<string, string>> => {
  const names = [...new Set(advisories.map(({ name }) => name))]
  return Object.fromEntries(
    names.flatMap((name) => {
      const paths = require.resolve.paths(name) ?? []
      const file = paths.map((path) => resolve(path, name, 'package.json')).find((path) => existsSync(path))
      return file === undefined ? [] : [[name, (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version]]
    }),
  )
}

const checkPackages = (): Finding => {
  const found = affected(installedVersions())
  return found.length === 0
    ? ok('packages', { en: 'no known weakness', ar: 'لا ضعف معروفًا' })
    : fault(
        'packages',
        { en: found.map(({ name, id }) => `${name} (${id})`).join(', '), ar: 'حزم فيها ضعف معروف' },
        { en: 'Run `npm ci` with the newest Sada.', ar: 'نفّذ npm ci بأحدث إصدار من «صدى».' },
      )
}

export const checkTrust = (config: Config, now: number): readonly Finding[] => {
  const address = addressOf(config.databaseUrl)
  const path = address.engine === 'sqlite' ? address.path : null
  return [
    ...(path === null ? [] : [checkBackups(config, now), checkDrill(config, now), checkLog(resolve(path))]),
    checkPackages(),
  ]
}
