// Changing one's own password: the one before, the new one, and the code where there is a second factor.
import { useQuery } from '@tanstack/react-query'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { Field, NewPassword, Whose } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { useMe } from '../../session.ts'

export const PasswordForm = () => {
  const { t } = useWords()
  const { name } = useMe()
  const factor = useQuery({ queryKey: ['factor'], queryFn: access.factor })
  const run = async (given: FormData, form: HTMLFormElement) => {
    const of = (name: string) => String(given.get(name) ?? '')
    await access.changePassword(of('password'), of('next'), of('code'))
    form.reset()
    notify({ text: t('account.passwordChanged'), tone: 'done' })
  }
  return (
    <Form go={t('account.changePassword')} run={run}>
      <Whose name={name} />
      <Field label={t('account.password')} name="password" type="password" autoComplete="current-password" />
      <NewPassword label={t('account.newPassword')} name="next" hint={t('setUp.hint')} />
      {factor.data?.state === 'on' && <Field label={t('signIn.code')} name="code" autoComplete="one-time-code" />}
    </Form>
  )
}
