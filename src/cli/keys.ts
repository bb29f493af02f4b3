// `sada keys show|rotate`: which secret seals people's identifiers, and sealing them anew under another.
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Config } from '../config.ts'
import { InvalidInputError } from '../errors.ts'
import { foundSecrets, keepSecrets, keyFile } from '../keys/find.ts'
import { newSecretKey } from '../keys/seal.ts'
import { openFor } from '../privacy/open.ts'
import { audit } from '../store/audit.ts'
import { type Store, write } from '../store/index.ts'
import { reseal } from '../store/reseal.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { onCopy, serverOf, storeFile } from './on-store.ts'

const say = (text: string) => process.stderr.write(`${text}\n`)

const foldersOf = (config: Config): readonly string[] => {
  const file = storeFile(config)
  return [...new Set([config.dataDir, file === null ? 'data' : dirname(file)])]
}
const folderOf = (config: Config): string =>
  foldersOf(config).find((folder) => existsSync(keyFile(folder))) ?? config.dataDir

const rotated = async (store: Store): Promise<number> => {
  const count = await reseal(store)
  const entry = { actor: { kind: 'command' }, action: 'keys-rotated', subject: null, at: Date.now() } as const
  await write(store, (tx) => audit(tx, { ...entry, data: { key: store.read.keys.id, sealed: count } }))
  say(`${count} values sealed anew under ${store.read.keys.id}. أُعيد ختم ${count} قيمة.`)
  process.stdout.write(`${JSON.stringify({ key: store.read.keys.id, sealed: count })}\n`)
  return 0
}

/** The environment has the new secret, and the former one beside it. */
const rotateGiven = (config: Config): Promise<number> =>
  onCopy(config, async (store) => {
    await rotated(store)
    say('SADA_SECRET_KEY_OLD and secret.key are not needed any more once every process has the new secret.')
    say('لم يعد SADA_SECRET_KEY_OLD ولا الملف secret.key لازمًا بعد أن تأخذ كل العمليات السر الجديد.')
    return 0
  })

/** The secret is our own file: a new one is put before it, and the former one goes when nothing is sealed under it. */
const rotateFile = async (config: Config): Promise<number> => {
  if (serverOf(config) !== null)
    throw new InvalidInputError(
      'serve',
      'a server runs on this store with the former secret',
      'Stop it, rotate, and start it again; or set SADA_SECRET_KEY and SADA_SECRET_KEY_OLD, which needs no stop.',
    )
  const folder = folderOf(config)
  const former = foundSecrets({ given: [], folders: foldersOf(config) })
  const fresh = newSecretKey()
  keepSecrets(folder, [fresh, ...former])
  const store = await openFor({ ...config, secretKey: fresh, oldSecretKeys: [...former] })
  try {
    store.own()
    await rotated(store)
  } finally {
    await store.close()
  }
  keepSecrets(folder, [fresh])
  return 0
}

const show = (config: Config): Promise<number> =>
  onCopy(config, async ({ read }) => {
    const from = config.secretKey === null ? keyFile(folderOf(config)) : 'SADA_SECRET_KEY'
    process.stdout.write(`${JSON.stringify({ key: read.keys.id, from, former: config.oldSecretKeys.length })}\n`)
    return 0
  })

export const run = async (args: readonly string[]): Promise<number> => {
  const { positionals } = readArguments(args, {})
  const [what] = positionals
  if ((what !== 'show' && what !== 'rotate') || positionals.length > 1)
    throw new InvalidInputError('arguments', 'say what to do', `Usage: ${commands.keys.usage}`)
  const config = environment()
  if (what === 'show') return show(config)
  return config.secretKey === null ? rotateFile(config) : rotateGiven(config)
}
