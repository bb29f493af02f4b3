// `sada COMMAND …`
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { main } from './cli/run.ts'

// What a command loads is compiled once a machine: a third of the time to start.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled'))

// A reader that closes early (`sada export … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await main(process.argv.slice(2))
