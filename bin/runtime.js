// Finds the Node that runs Sada: this one when it is new enough, else the one the project installs for itself.
// Plain JavaScript without dependencies: it must run on any Node that npm runs on, before anything is installed.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The first Node whose type stripping and SQLite binding Sada is tested on. */
const needed = 24

export const isNewEnough = (version = process.versions.node) => Number(version.split('.')[0]) >= needed

/** Path of a Node ≥ 24, or null when the project's own is not installed. */
export const findNode = (root) => {
  if (isNewEnough()) return process.execPath
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const own = join(root, 'node_modules', 'node', 'bin', name)
  return existsSync(own) ? own : null
}

export const missingNode = `Sada runs on Node ${needed} or newer; this is ${process.version}, and the project's own copy is not installed. Run \`npm ci\` in the project folder.
تعمل «صدى» على الإصدار ${needed} من Node أو أحدث. نفّذ الأمر npm ci في مجلد المشروع.`
