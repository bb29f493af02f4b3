// A form in a sheet: its fields, what was wrong, and its two buttons.
import { useMutation } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { useWords } from '../../i18n.tsx'
import { sayProblem } from '../../parts/failure.tsx'

type Props = {
  readonly go: string
  readonly run: (given: FormData) => Promise<unknown>
  readonly onClose: () => void
  readonly children: ReactNode
}

export const Form = ({ go, run, onClose, children }: Props) => {
  const words = useWords()
  const sending = useMutation({ mutationFn: run })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    sending.mutate(new FormData(event.currentTarget))
  }
  return (
    <form className="sheet-form" onSubmit={submit}>
      {children}
      {sending.isError && (
        <p className="field-fault" role="alert">
          {sayProblem(sending.error, words)}
        </p>
      )}
      <div className="actions">
        <button type="submit" className="button button-main" disabled={sending.isPending}>
          {go}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {words.t('cancel')}
        </button>
      </div>
    </form>
  )
}
