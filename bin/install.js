// Brings a clone to the state its lockfile describes, once: packages, the bundled Node, the built dashboard.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.js'
import { findNode, missingNode } from './runtime.js'

const say = (text) => process.stderr.write(`${text}\n`)
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
const digest = (parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')

/** Exact install by the lockfile, skipped when this very lockfile is installed already. */
export const installPackages = async (root) => {
  const marker = join(root, 'node_modules', '.sada-lock')
  const wanted = digest([readFileSync(join(root, 'package-lock.json'))])
  if (read(marker) !== wanted) {
    say('Installing packages (once) … تثبيت الحزم (مرة واحدة)')
    const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    })
    if (code !== 0) throw new Error(`npm ci failed with exit code ${code}`)
    writeFileSync(marker, wanted)
  }
  linkCommand(root)
  const node = findNode(root)
  if (node === null) throw new Error(missingNode)
  return node
}

/** `npx sada` inside the clone finds its own command without asking a registry. */
const linkCommand = (root) => {
  const link = join(root, 'node_modules', '.bin', 'sada')
  if (!existsSync(link) && process.platform !== 'win32') symlinkSync('../../bin/sada.js', link)
}

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort()

/** Builds the dashboard when its sources changed since the last build. */
export const buildDashboard = async (root, node) => {
  const output = join(root, 'dist', 'dashboard')
  const marker = join(output, '.built-from')
  const sources = [...filesBelow(join(root, 'dashboards')), join(root, 'package-lock.json')]
  const wanted = digest(sources.flatMap((path) => [path.slice(root.length), readFileSync(path)]))
  if (read(marker) === wanted && statSync(join(output, 'index.html'), { throwIfNoEntry: false })) return
  say('Building the dashboard … بناء لوحة المتابعة')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const code = await run(node, [vite, 'build', '--config', 'dashboards/vite.config.ts', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (code !== 0) throw new Error(`the dashboard build failed with exit code ${code}`)
  writeFileSync(marker, wanted)
}
