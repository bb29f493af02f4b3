// The thread that takes one backup and ends.
import { workerData } from 'node:worker_threads'
import { backup } from './backup.ts'

export type Order = { readonly source: string; readonly target: string; readonly secret: string | null }

const { source, target, secret } = workerData as Order
await backup(source, target, secret)
