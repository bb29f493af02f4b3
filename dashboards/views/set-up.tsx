// The one-time link of a new installation: makes the first administrator.
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useWords } from '../i18n.tsx'
import { Field, NewPassword } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { navigate } from '../router.tsx'
import { Door, tokenOfLink } from './doors/door.tsx'

export const SetUp = () => {
  const { t } = useWords()
  const client = useQueryClient()
  const run = async (given: FormData) => {
    await api.setUp(tokenOfLink(), String(given.get('name')), String(given.get('password')))
    navigate('/', 'replace')
    await client.invalidateQueries({ queryKey: ['me'] })
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
      <Form go={t('setUp.go')} run={run}>
        <Field label={t('signIn.name')} name="name" autoComplete="username" />
        <NewPassword label={t('signIn.password')} hint={t('setUp.hint')} />
      </Form>
      <p className="quiet">{t('setUp.privacy')}</p>
    </Door>
  )
}
