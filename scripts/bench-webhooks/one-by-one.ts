// The control of the bench: the same server, with a transaction for each request.
import process from 'node:process'
import { readConfig } from '../../src/config.ts'
import { start } from '../../src/http/start.ts'
import { createLog } from '../../src/log.ts'

const read = readConfig(process.env)
if (!read.ok) throw new Error(JSON.stringify(read.faults))
const started = await start({ config: { ...read.config, port: 0 }, log: createLog('info'), mostTogether: 1 })
process.stdout.write(`${started.url}\n`)
process.on('SIGTERM', () => void started.stop().then(() => process.exit(0)))
