// Where strangers' pictures are decoded: another process, without our secrets, ended when it takes too long or too much.
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { PictureRead } from './picture.ts'
import type { Answer, Question } from './reader-process.ts'
import type { WordsRead } from './words.ts'

export type Lost = { readonly kind: 'lost' }
export type Reader = {
  picture(bytes: Uint8Array): Promise<PictureRead | Lost>
  words(bytes: Uint8Array): Promise<WordsRead | Lost>
  stop(): Promise<void>
}

export type ReaderOptions = { readonly pictureMs: number; readonly wordsMs: number; readonly idleMs: number }
const usual: ReaderOptions = { pictureMs: 30_000, wordsMs: 120_000, idleMs: 60_000 }

const file = join(import.meta.dirname, 'reader-process.ts')
const megabytes = 768

const born = (): ChildProcess => {
  const child = fork(file, {
    execArgv: [`--max-old-space-size=${megabytes}`, '--disable-warning=ExperimentalWarning'],
    // Nothing of ours: a decoder that is taken over finds no token and no key.
    env: { TMPDIR: process.env.TMPDIR ?? '' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // A process that cannot start or be spoken to ends, and whoever waits for it hears that.
  child.on('error', () => child.kill('SIGKILL'))
  return child
}

/** One question at a time; a process that died or was ended answers `lost`, and the next question starts another. */
export const createReader = (options: Partial<ReaderOptions> = {}): Reader => {
  const { pictureMs, wordsMs, idleMs } = { ...usual, ...options }
  let child: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let asked = 0
  let stopped = false

  const end = () => {
    child?.kill('SIGKILL')
    child = null
  }

  const ask = async (question: Omit<Question, 'id'>, ms: number): Promise<Answer['read'] | Lost> => {
    if (stopped) return { kind: 'lost' }
    clearTimeout(idle)
    const mine = child?.connected ? child : born()
    child = mine
    const id = ++asked
    const { promise, resolve } = Promise.withResolvers<Answer['read'] | Lost>()
    const lost = () => resolve({ kind: 'lost' })
    const clock = setTimeout(lost, ms)
    mine.once('exit', lost)
    mine.once('message', (message) => resolve((message as Answer).read))
    mine.send({ ...question, id } satisfies Question, (error) => error && lost())
    const answer = await promise
    clearTimeout(clock)
    mine.removeAllListeners('exit').removeAllListeners('message')
    if (answer.kind === 'lost') end()
    else idle = setTimeout(end, idleMs).unref()
    return answer
  }

  const inTurn = (question: Omit<Question, 'id'>, ms: number) => {
    const mine = turn.then(() => ask(question, ms))
    turn = mine.catch(() => {})
    return mine
  }

  return {
    picture: (bytes) => inTurn({ ask: 'picture', bytes }, pictureMs) as Promise<PictureRead | Lost>,
    words: (bytes) => inTurn({ ask: 'words', bytes }, wordsMs) as Promise<WordsRead | Lost>,
    stop: async () => {
      stopped = true
      clearTimeout(idle)
      end()
      await turn
    },
  }
}
