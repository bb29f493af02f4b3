// What went wrong, in the reader's language, and what can be done about it.
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { ProblemWire } from '../../src/http/contract.ts'
import { ApiError } from '../api.ts'
import { useWords, type Words } from '../i18n.tsx'
import { notify } from '../notices.ts'

const problemOf = (error: unknown): ProblemWire | null => (error instanceof ApiError ? error.problem : null)

export const sayProblem = (error: unknown, words: Words): string => {
  const problem = problemOf(error)
  if (problem === null) return words.t('failure.unknown')
  if (problem.code === 'network') return words.t('failure.network')
  const fix = problem.fix === undefined ? '' : ` ${words.both(problem.fix)}`
  return `${words.both(problem)}${fix}`
}

/** A 409 means someone was faster: it carries the current state. */
export const isLostRace = (error: unknown) => problemOf(error)?.status === 409

export const notifyFailure = (error: unknown, words: Words) => notify({ text: sayProblem(error, words), tone: 'fault' })

export const Failure = ({ error, retry }: { error: unknown; retry: () => void }) => {
  const words = useWords()
  const problem = problemOf(error)
  return (
    <div className="failure" role="alert">
      <TriangleAlert aria-hidden className="failure-mark" />
      <p className="failure-text">{sayProblem(error, words)}</p>
      {problem?.requestId !== undefined && (
        <p className="quiet">
          {words.t('failure.request')} <bdi dir="ltr">{problem.requestId}</bdi>
        </p>
      )}
      <button type="button" className="button" onClick={retry}>
        {words.t('failure.retry')}
      </button>
    </div>
  )
}
