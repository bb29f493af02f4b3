// Sign in: with name and password, with the code of a second factor once it is asked for, or by the ministry's identity provider.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef } from 'react'
import { ApiError } from '../api.ts'
import { access } from '../api-access.ts'
import { useWords } from '../i18n.tsx'
import { Fault } from '../parts/fault.tsx'
import { Field } from '../parts/field.tsx'
import { useQuery as useAddress } from '../router.tsx'
import { Door } from './doors/door.tsx'

const codeOf = (error: unknown) => (error instanceof ApiError ? error.problem.code : null)

const ByProvider = () => {
  const { t } = useWords()
  const door = useQuery({ queryKey: ['door'], queryFn: access.door, staleTime: Number.POSITIVE_INFINITY })
  const provider = door.data?.provider
  if (!provider) return null
  return (
    <>
      <p className="door-or">{t('signIn.or')}</p>
      <a className="button" href={provider.url}>
        {provider.name === null ? t('signIn.provider') : t('signIn.providerNamed', { name: provider.name })}
      </a>
    </>
  )
}

/** Why the identity provider sent one back; the server leaves the reason in the address. */
const Refused = () => {
  const { code } = useWords()
  const failed = useAddress().get('failed')
  if (failed === null) return null
  return (
    <p className="field-fault" role="alert">
      {code(`signIn.failed.${failed}`, 'signIn.failed.provider-refused')}
    </p>
  )
}

export const SignIn = () => {
  const { t } = useWords()
  const client = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const signIn = useMutation({
    mutationFn: (given: FormData) =>
      access.signIn(String(given.get('name')), String(given.get('password')), String(given.get('code') ?? '')),
    onSuccess: (me) => client.setQueryData(['me'], me),
  })
  const problem = codeOf(signIn.error)
  const asked = useRef(false)
  if (problem === 'code-needed') asked.current = true
  useEffect(() => {
    if (problem === null) return
    const field = problem === 'code-needed' || problem === 'wrong-code' ? 'code' : 'password'
    form.current?.querySelector<HTMLInputElement>(`[name=${field}]`)?.select()
  }, [problem])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    signIn.mutate(new FormData(event.currentTarget))
  }
  return (
    <Door title={t('signIn.title')}>
      {signIn.isIdle && <Refused />}
      <form onSubmit={submit} ref={form}>
        <Field label={t('signIn.name')} name="name" autoComplete="username" />
        <Field label={t('signIn.password')} name="password" type="password" autoComplete="current-password" />
        {asked.current && (
          <Field label={t('signIn.code')} name="code" autoComplete="one-time-code" hint={t('signIn.codeHint')} />
        )}
        <Fault error={signIn.error} quiet={problem === 'code-needed'} />
        <button type="submit" className="button button-main" disabled={signIn.isPending}>
          {t(signIn.isPending ? 'signIn.going' : 'signIn.go')}
        </button>
      </form>
      <ByProvider />
      <p className="quiet">{t('signIn.first')}</p>
    </Door>
  )
}
