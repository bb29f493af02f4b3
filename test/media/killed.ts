// A process that works on files until it is killed at a point: argv = store, folder, point.
import { work } from './at-work.ts'

const [path, folder, point] = process.argv.slice(2) as [string, string, string]
await work(path, folder, (here) => {
  if (here === point) process.kill(process.pid, 'SIGKILL')
})
