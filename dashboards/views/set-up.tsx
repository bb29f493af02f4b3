// The one-time link of a new installation: makes the first administrator.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { api } from '../api.ts'
import { useWords } from '../i18n.tsx'
import { sayProblem } from '../parts/failure.tsx'
import { navigate } from '../router.tsx'
import { Door, Field, tokenOfLink } from './doors/door.tsx'

export const SetUp = () => {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const setUp = useMutation({
    mutationFn: (given: FormData) => api.setUp(tokenOfLink(), String(given.get('name')), String(given.get('password'))),
    onSuccess: async () => {
      navigate('/', 'replace')
      await client.invalidateQueries({ queryKey: ['me'] })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setUp.mutate(new FormData(event.currentTarget))
  }
  if (tokenOfLink() === '')
    return (
      <Door title={t('setUp.title')}>
        <p>{t('setUp.noToken')}</p>
      </Door>
    )
  return (
    <Door title={t('setUp.title')}>
      <p>{t('setUp.what')}</p>
      <form onSubmit={submit}>
        <Field label={t('signIn.name')} name="name" autoComplete="username" />
        <Field
          label={t('signIn.password')}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          hint={t('setUp.hint')}
        />
        {setUp.isError && (
          <p className="field-fault" role="alert">
            {sayProblem(setUp.error, words)}
          </p>
        )}
        <button type="submit" className="button button-main" disabled={setUp.isPending}>
          {t('setUp.go')}
        </button>
      </form>
      <p className="quiet">{t('setUp.privacy')}</p>
    </Door>
  )
}
