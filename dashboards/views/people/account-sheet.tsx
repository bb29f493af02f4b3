// A colleague's account: made, or changed. Changing it ends every session of it.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserWire } from '../../../src/http/contract.ts'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { notifyFailure } from '../../parts/failure.tsx'
import { Field, NewPassword, Whose } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { AgencyPicker } from './agency-picker.tsx'
import { RolePick } from './role-pick.tsx'

const useDone = (onClose: () => void) => {
  const client = useQueryClient()
  return async (text: string) => {
    notify({ text, tone: 'done' })
    onClose()
    await Promise.all(['users', 'reference'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  }
}

export const NewAccount = ({ onClose }: { onClose: () => void }) => {
  const { t } = useWords()
  const done = useDone(onClose)
  const [role, setRole] = useState('agent')
  const [agencies, setAgencies] = useState<readonly string[] | null>(null)
  const run = async (given: FormData) => {
    const name = String(given.get('name'))
    await access.addUser({ name, password: String(given.get('password')), role, agencies })
    await done(t('people.added', { name }))
  }
  return (
    <Sheet title={t('people.add')} onClose={onClose}>
      <Form go={t('people.addGo')} run={run} onClose={onClose}>
        <Field label={t('signIn.name')} name="name" autoComplete="off" />
        <NewPassword label={t('signIn.password')} hint={t('people.firstPassword')} />
        <RolePick value={role} onPick={setRole} />
        <AgencyPicker value={agencies} onChange={setAgencies} />
      </Form>
    </Sheet>
  )
}

/** What is not of a form: one press, one change. */
const Others = ({ user, onDone }: { user: UserWire; onDone: (text: string) => Promise<void> }) => {
  const words = useWords()
  const { t } = words
  const press = (work: () => Promise<unknown>) => () =>
    work().then(
      () => onDone(t('people.changed', { name: user.name })),
      (error) => notifyFailure(error, words),
    )
  return (
    <div className="actions">
      <button
        type="button"
        className="button"
        onClick={press(() => access.changeUser(user.id, { disabled: !user.disabled }))}
      >
        {t(user.disabled ? 'people.enable' : 'people.disable')}
      </button>
      {user.secondFactor && (
        <button type="button" className="button" onClick={press(() => access.resetFactor(user.id))}>
          {t('people.resetFactor')}
        </button>
      )}
    </div>
  )
}

export const ChangeAccount = ({ user, onClose }: { user: UserWire; onClose: () => void }) => {
  const { t } = useWords()
  const done = useDone(onClose)
  const [role, setRole] = useState<string>(user.role)
  const [agencies, setAgencies] = useState<readonly string[] | null>(user.agencies)
  const run = async (given: FormData) => {
    const password = String(given.get('password') ?? '')
    await access.changeUser(user.id, { role, agencies, ...(password === '' ? {} : { password }) })
    await done(t('people.changed', { name: user.name }))
  }
  return (
    <Sheet title={t('people.change', { name: user.name })} onClose={onClose}>
      <p className="quiet">{t(user.provided ? 'people.provided' : 'people.endsSessions')}</p>
      <Form go={t('people.save')} run={run} onClose={onClose}>
        <Whose name={user.name} />
        <RolePick value={role} onPick={setRole} />
        <AgencyPicker value={agencies} onChange={setAgencies} />
        {!user.provided && <NewPassword label={t('people.newPassword')} required={false} />}
      </Form>
      <Others user={user} onDone={done} />
    </Sheet>
  )
}
