// `npm start`: installs what is missing, then runs the main job (serve with channels configured, else the demo),
// or any other command: `npm start -- import FILE`.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './child.js'
import { buildDashboard, installPackages } from './install.js'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const channels = ['WHATSAPP_APP_SECRET', 'INSTAGRAM_APP_SECRET', 'X_BEARER_TOKEN', 'X_CONSUMER_SECRET']
const mainJob = () => (channels.some((name) => process.env[name]) ? 'serve' : 'demo')

try {
  const node = await installPackages(root)
  const given = process.argv.slice(2)
  const args = given.length === 0 || given[0].startsWith('--port') ? [mainJob(), ...given] : given
  if (['serve', 'demo'].includes(args[0])) await buildDashboard(root, node)
  process.exit(await run(node, [join(root, 'src', 'main.ts'), ...args]))
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
