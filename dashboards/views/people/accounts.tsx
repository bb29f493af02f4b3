// Colleagues: who may do what, for which agencies, and who has a second factor.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserWire } from '../../../src/http/contract.ts'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { AgencyNames } from '../../parts/agency-names.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { Rows } from '../../parts/rows.tsx'
import { ChangeAccount, NewAccount } from './account-sheet.tsx'

const Row = ({ user, onChange }: { user: UserWire; onChange: () => void }) => {
  const { t, code } = useWords()
  return (
    <li className="access-row">
      <span className="access-what">
        <b>
          <bdi>{user.name}</bdi>
        </b>
        <span className="quiet">
          {code(`role.${user.role}`, 'role.viewer')} · <AgencyNames ids={user.agencies} />
        </span>
      </span>
      <span className="actions">
        {user.disabled && <span className="chip tone-coral">{t('people.disabled')}</span>}
        {user.provided && <span className="chip">{t('people.byProvider')}</span>}
        {user.secondFactor && <span className="chip tone-leaf">{t('people.hasFactor')}</span>}
        <button type="button" className="button button-small" onClick={onChange}>
          {t('people.edit')} <span className="unseen">{user.name}</span>
        </button>
      </span>
    </li>
  )
}

export const Accounts = () => {
  const { t } = useWords()
  const users = useQuery({ queryKey: ['users'], queryFn: access.users })
  const [open, setOpen] = useState<UserWire | 'new' | null>(null)
  const close = () => setOpen(null)
  const add = (
    <button type="button" className="button" onClick={() => setOpen('new')}>
      {t('people.add')}
    </button>
  )
  return (
    <Part name="accounts" title={t('people.accounts')} action={add}>
      <Awaited query={users}>
        {({ items }) => (
          <Rows of={items} none={t('people.none')}>
            {(user) => <Row key={user.id} user={user} onChange={() => setOpen(user)} />}
          </Rows>
        )}
      </Awaited>
      {open === 'new' && <NewAccount onClose={close} />}
      {open !== null && open !== 'new' && <ChangeAccount user={open} onClose={close} />}
    </Part>
  )
}
