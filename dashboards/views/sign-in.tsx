// Sign in with name and password.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'
import { api } from '../api.ts'
import { useWords } from '../i18n.tsx'
import { sayProblem } from '../parts/failure.tsx'
import { Door, Field } from './doors/door.tsx'

export const SignIn = () => {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const signIn = useMutation({
    mutationFn: (given: FormData) => api.signIn(String(given.get('name')), String(given.get('password'))),
    onSuccess: (me) => client.setQueryData(['me'], me),
    onError: () => form.current?.querySelector<HTMLInputElement>('[name=password]')?.select(),
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    signIn.mutate(new FormData(event.currentTarget))
  }
  return (
    <Door title={t('signIn.title')}>
      <form onSubmit={submit} ref={form}>
        <Field label={t('signIn.name')} name="name" autoComplete="username" />
        <Field label={t('signIn.password')} name="password" type="password" autoComplete="current-password" />
        {signIn.isError && (
          <p className="field-fault" role="alert">
            {sayProblem(signIn.error, words)}
          </p>
        )}
        <button type="submit" className="button button-main" disabled={signIn.isPending}>
          {t(signIn.isPending ? 'signIn.going' : 'signIn.go')}
        </button>
      </form>
      <p className="quiet">{t('signIn.first')}</p>
    </Door>
  )
}
