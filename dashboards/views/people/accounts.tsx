// Colleagues: who may do what, for which agencies, and who has a second factor.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { UserWire } from '../../../src/http/contract.ts'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { Failure } from '../../parts/failure.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useReference } from '../../queries.ts'
import { ChangeAccount, NewAccount } from './account-sheet.tsx'

/** Names of agencies, or that it is all of them. */
export const AgencyNames = ({ ids }: { ids: readonly string[] | null }) => {
  const { t, both } = useWords()
  const { data } = useReference()
  if (ids === null) return t('people.allAgencies')
  return ids
    .map((id) => data?.agencies.find((one) => one.id === id) ?? { ar: id, en: id })
    .map(both)
    .join(' · ')
}

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
  return (
    <section className="card account-part" aria-label={t('people.accounts')}>
      <div className="part-head">
        <h2>{t('people.accounts')}</h2>
        <button type="button" className="button" onClick={() => setOpen('new')}>
          {t('people.add')}
        </button>
      </div>
      {users.isPending && <Skeleton rows={3} />}
      {users.isError && <Failure error={users.error} retry={() => users.refetch()} />}
      {users.data?.items.length === 0 && <p className="quiet">{t('people.none')}</p>}
      <ul className="access-list">
        {users.data?.items.map((user) => (
          <Row key={user.id} user={user} onChange={() => setOpen(user)} />
        ))}
      </ul>
      {open === 'new' && <NewAccount onClose={close} />}
      {open !== null && open !== 'new' && <ChangeAccount user={open} onClose={close} />}
    </section>
  )
}
