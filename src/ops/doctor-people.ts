// What may be wrong with how people's data are kept: the secret, and the ledger of who was erased.
import { existsSync, statSync } from 'node:fs'
import type { Config } from '../config.ts'
import { keyFile } from '../keys/find.ts'
import { readLedger } from '../privacy/ledger.ts'
import { advice, type Finding, fault, ok } from './doctor.ts'

const checkKey = ({ secretKey, dataDir, databaseUrl }: Config): Finding => {
  if (secretKey !== null) return ok('SADA_SECRET_KEY', { en: 'seals who people are', ar: 'تُختم به معرّفات الأشخاص' })
  const file = keyFile(dataDir)
  if (existsSync(file) && (statSync(file).mode & 0o077) !== 0)
    return fault(
      'secret.key',
      { en: 'can be read by other accounts', ar: 'يمكن لحسابات أخرى قراءته' },
      { en: `chmod 600 ${file}`, ar: `نفّذ chmod 600 ${file}` },
    )
  const shared = databaseUrl.startsWith('postgres')
  return advice(
    'SADA_SECRET_KEY',
    {
      en: `is not set: ${file} ${existsSync(file) ? 'is used' : 'will be made'}`,
      ar: `غير مضبوط: يُستعمل الملف ${file}`,
    },
    {
      en: `Set it (openssl rand -hex 24) and keep it apart from the backups${shared ? '; every machine needs the same' : ''}; then \`sada keys rotate\`.`,
      ar: 'اضبطه (openssl rand -hex 24) واحفظه بعيدًا عن النسخ الاحتياطية، ثم نفّذ sada keys rotate.',
    },
  )
}

const checkLedger = ({ erasureLedger }: Config): Finding => {
  try {
    const { length } = readLedger(erasureLedger)
    return ok('erasures', {
      en: `${length} in ${erasureLedger}; keep a copy of it with the newest backup`,
      ar: `${length} في ${erasureLedger}؛ احفظ نسخة منه مع أحدث نسخة احتياطية`,
    })
  } catch (error) {
    return fault(
      'erasures',
      { en: error instanceof Error ? error.message : 'cannot be read', ar: 'تعذرت قراءة سجل الحذف' },
      { en: 'Restore the file from a copy.', ar: 'استعد الملف من نسخة.' },
    )
  }
}

export const checkPeople = (config: Config): readonly Finding[] => [checkKey(config), checkLedger(config)]
