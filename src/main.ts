// `sada COMMAND …`
import process from 'node:process'
import { main } from './cli/run.ts'

// A reader that closes early (`sada export … | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
process.exitCode = await main(process.argv.slice(2))
