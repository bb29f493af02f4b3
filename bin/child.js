// Runs one child process to its end, passing signals on, and answers its exit code.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** npm dies of a signal without passing it on; its orphan then ends what it started. */
const watchParent = (end) => {
  const parent = process.ppid
  if (!process.env.npm_execpath) return () => {}
  const timer = setInterval(() => {
    if (process.ppid !== parent) end('SIGTERM')
  }, 500)
  timer.unref()
  return () => clearInterval(timer)
}

export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    const unwatch = watchParent(pass)
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      unwatch()
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
      resolve(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
