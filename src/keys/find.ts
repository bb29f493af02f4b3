// Where the secret comes from: the environment, or a file that is made once for whoever gave none.
import { randomUUID } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newSecretKey } from './seal.ts'

/** `given`: from the environment, newest first. `folders`: where a key file may lie, the first one is where it is made. */
export type Where = { readonly given: readonly string[]; readonly folders: readonly string[] }

export const keyFile = (folder: string): string => join(folder, 'secret.key')

const linesOf = (folder: string): readonly string[] =>
  existsSync(keyFile(folder))
    ? readFileSync(keyFile(folder), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []

export const foundSecrets = ({ given, folders }: Where): readonly string[] => [
  ...new Set([...given, ...folders.flatMap(linesOf)]),
]

const written = (folder: string, secrets: readonly string[]): string => {
  mkdirSync(folder, { recursive: true })
  const draft = join(folder, `.secret.${randomUUID()}`)
  writeFileSync(draft, `${secrets.join('\n')}\n`, { mode: 0o600, flush: true })
  return draft
}

/** Whoever comes first makes it; the others find it. */
export const madeSecret = (folder: string): readonly string[] => {
  const draft = written(folder, [newSecretKey()])
  try {
    linkSync(draft, keyFile(folder))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return linesOf(folder)
}

/** Newest first; the file is replaced in one step. */
export const keepSecrets = (folder: string, secrets: readonly string[]): void =>
  renameSync(written(folder, secrets), keyFile(folder))
