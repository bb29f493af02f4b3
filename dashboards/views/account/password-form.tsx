// Changing one's own password: the one before, the new one, and the code where there is a second factor.
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { sayProblem } from '../../parts/failure.tsx'
import { useMe } from '../../session.ts'
import { Field, Whose } from '../doors/door.tsx'

export const PasswordForm = () => {
  const words = useWords()
  const { t } = words
  const { name } = useMe()
  const form = useRef<HTMLFormElement>(null)
  const factor = useQuery({ queryKey: ['factor'], queryFn: access.factor })
  const change = useMutation({
    mutationFn: (given: FormData) => {
      const of = (name: string) => String(given.get(name) ?? '')
      return access.changePassword(of('password'), of('next'), of('code'))
    },
    onSuccess: () => {
      form.current?.reset()
      notify({ text: t('account.passwordChanged'), tone: 'done' })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    change.mutate(new FormData(event.currentTarget))
  }
  return (
    <form className="ask" onSubmit={submit} ref={form}>
      <Whose name={name} />
      <Field label={t('account.password')} name="password" type="password" autoComplete="current-password" />
      <Field
        label={t('account.newPassword')}
        name="next"
        type="password"
        autoComplete="new-password"
        minLength={10}
        hint={t('setUp.hint')}
      />
      {factor.data?.state === 'on' && <Field label={t('signIn.code')} name="code" autoComplete="one-time-code" />}
      {change.isError && (
        <p className="field-fault" role="alert">
          {sayProblem(change.error, words)}
        </p>
      )}
      <button type="submit" className="button button-main" disabled={change.isPending}>
        {t('account.changePassword')}
      </button>
    </form>
  )
}
