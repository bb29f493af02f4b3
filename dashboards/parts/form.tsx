// A form: its fields, what was wrong with what was sent, and its buttons; in a sheet, one of them closes it.
import { useMutation } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { useWords } from '../i18n.tsx'
import { Fault } from './fault.tsx'

type Props = {
  readonly go: string
  readonly run: (given: FormData, form: HTMLFormElement) => Promise<unknown>
  readonly onClose?: () => void
  /** Not the first thing to do on its screen. */
  readonly aside?: boolean
  readonly children: ReactNode
}

export const Form = ({ go, run, onClose, aside = false, children }: Props) => {
  const { t } = useWords()
  const sending = useMutation({ mutationFn: (form: HTMLFormElement) => run(new FormData(form), form) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    sending.mutate(event.currentTarget)
  }
  return (
    <form className={onClose === undefined ? 'ask' : 'dialog-form'} onSubmit={submit}>
      {children}
      <Fault error={sending.error} />
      <div className="actions">
        <button type="submit" className={aside ? 'button' : 'button button-main'} disabled={sending.isPending}>
          {go}
        </button>
        {onClose !== undefined && (
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
        )}
      </div>
    </form>
  )
}
