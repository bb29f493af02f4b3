// `sada doctor`: looks at the installation and says how to mend it. Exit 1 when something is broken.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { reach } from '../../connectors/outbound.ts'
import { type Config, readConfig } from '../config.ts'
import {
  checkChannels,
  checkDashboard,
  checkDisk,
  checkExposure,
  checkFiles,
  checkNode,
  checkStore,
  checkZone,
  type Finding,
} from '../ops/doctor.ts'
import { checkAccess, checkProvider } from '../ops/doctor-access.ts'
import { checkListening } from '../ops/doctor-listening.ts'
import { checkMail } from '../ops/doctor-mail.ts'
import { checkMedia } from '../ops/doctor-media.ts'
import { checkPeople } from '../ops/doctor-people.ts'
import { checkOutbox, checkReplies } from '../ops/doctor-replies.ts'
import { checkServer } from '../ops/doctor-server.ts'
import { checkTrust } from '../ops/doctor-trust.ts'
import type { Store } from '../store/index.ts'
import { readArguments } from './arguments.ts'
import { onCopy, serverOf, storeFile } from './on-store.ts'

const marks = { ok: '✓', advice: '!', fault: '✗' } as const

const text = ({ name, level, says, fix }: Finding): string =>
  [
    `${marks[level]} ${name}: ${says.en} · ${says.ar}`,
    ...(fix === undefined ? [] : [`    → ${fix.en}`, `    → ${fix.ar}`]),
  ].join('\n')

const broken = (error: unknown): Finding => ({
  name: 'store',
  level: 'fault',
  says: { en: error instanceof Error ? error.message : String(error), ar: 'تعذر فتح المخزن' },
  fix: {
    en: 'Check SADA_DATABASE_URL and the server it names.',
    ar: 'تحقق من SADA_DATABASE_URL ومن الخادم الذي يدل عليه.',
  },
})

const ofStore = async (config: Config): Promise<readonly Finding[]> => {
  const file = storeFile(config)
  if (file !== null && !existsSync(file))
    return [
      {
        name: 'store',
        level: 'advice',
        says: { en: `none yet at ${file}`, ar: 'لا مخزن بعد' },
        fix: { en: '`sada serve` makes it.', ar: 'ينشئه الأمر sada serve.' },
      },
    ]
  const look = async (store: Store) => [...(await checkStore(store, Date.now())), ...(await checkOutbox(store))]
  return onCopy(config, look).catch((error: unknown) => [broken(error)])
}

const ofServer = async (config: Config): Promise<readonly Finding[]> => {
  const running = serverOf(config)
  if (running === null) return []
  const call = { signal: AbortSignal.timeout(5_000), mostBytes: 10_000 }
  const said = await reach(`${running.url}/readyz`, call, { configured: [running.url] })
    .then((answer) => answer.json() as Promise<unknown>)
    .catch(() => null)
  return [checkServer(running.url, said)]
}

export const run = async (args: readonly string[]): Promise<number> => {
  readArguments(args, {})
  const read = readConfig(process.env)
  const findings: Finding[] = [checkNode(), checkZone(), checkFiles()]
  if (read.ok) {
    const { config } = read
    findings.push(checkDisk(config), checkDashboard(join(import.meta.dirname, '../../dist/dashboard')))
    findings.push(
      ...checkExposure(config),
      ...checkAccess(config),
      ...checkChannels(config),
      ...checkListening(config),
      ...checkMedia(config),
      checkMail(config),
      ...checkReplies(config),
      ...checkPeople(config),
      ...checkTrust(config, Date.now()),
    )
    findings.push(...(await checkProvider(config)), ...(await ofStore(config)), ...(await ofServer(config)))
  } else findings.push(...read.faults.map(({ name, en, ar }): Finding => ({ name, level: 'fault', says: { en, ar } })))
  process.stdout.write(`${findings.map(text).join('\n')}\n`)
  return findings.some(({ level }) => level === 'fault') ? 1 : 0
}
