// One worker of the rehearsal: decides until it is killed or told to end.
import process from 'node:process'
import { createMatcher } from '../../dedupe/index.ts'
import { createPipeline } from '../../src/pipeline/index.ts'
import { openStore } from '../../src/store/index.ts'

const store = await openStore(process.argv[2]!, { connections: 3, dataDir: process.argv[3]! })
const pipeline = createPipeline({ store, matcher: createMatcher(), clock: Date.now })
await pipeline.start()
process.on('SIGTERM', () => void pipeline.stop().then(() => process.exit(0)))
process.send!('works')
