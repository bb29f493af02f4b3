// Under a form: why what was sent did not go through.
import { useWords } from '../i18n.tsx'
import { sayProblem } from './failure.tsx'

export const Fault = ({ error, quiet = false }: { error: unknown; quiet?: boolean }) => {
  const words = useWords()
  if (error === null) return null
  return (
    <p className={quiet ? 'quiet' : 'field-fault'} role="alert">
      {sayProblem(error, words)}
    </p>
  )
}
