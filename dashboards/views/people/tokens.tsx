// Tokens of programs: what each may do, when it was used, when it ends; revoking one asks first.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TokenWire } from '../../../src/http/contract.ts'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { AgencyNames } from '../../parts/agency-names.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { notifyFailure } from '../../parts/failure.tsx'
import { Part } from '../../parts/part.tsx'
import { Rows } from '../../parts/rows.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { NewToken } from './token-sheet.tsx'

const stateOf = ({ revokedAt, expiresAt }: TokenWire): 'valid' | 'revoked' | 'expired' =>
  revokedAt !== null ? 'revoked' : expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? 'expired' : 'valid'

const Row = ({ token, onRevoke }: { token: TokenWire; onRevoke: () => void }) => {
  const { t, code, format } = useWords()
  const state = stateOf(token)
  return (
    <li className="access-row">
      <span className="access-what">
        <b>
          <bdi>{token.name}</bdi>
        </b>
        <span className="quiet">
          {code(`role.${token.role}`, 'role.viewer')}
          {' · '}
          {token.rights !== null && (
            <>
              <bdi dir="ltr">{token.rights.join(', ')}</bdi>
              {' · '}
            </>
          )}
          <AgencyNames ids={token.agencies} />
        </span>
        <span className="quiet">
          {token.usedAt === null ? t('token.unused') : t('token.used', { at: format.dateTime(token.usedAt) })}
          {token.expiresAt !== null && ` · ${t('token.ends', { at: format.dateTime(token.expiresAt) })}`}
        </span>
      </span>
      {state === 'valid' ? (
        <button type="button" className="button button-small" onClick={onRevoke}>
          {t('token.revoke')} <span className="unseen">{token.name}</span>
        </button>
      ) : (
        <span className="chip tone-coral">{code(`token.state.${state}`, 'token.state.expired')}</span>
      )}
    </li>
  )
}

const Revoke = ({ token, onClose }: { token: TokenWire; onClose: () => void }) => {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => access.revokeToken(token.id),
    onSuccess: () => notify({ text: t('token.revoked', { name: token.name }), tone: 'done' }),
    onError: (error) => notifyFailure(error, words),
    onSettled: () => {
      onClose()
      return client.invalidateQueries({ queryKey: ['tokens'] })
    },
  })
  return (
    <Sheet title={t('token.revokeWhich', { name: token.name })} onClose={onClose}>
      <p>{t('token.revokeWhat')}</p>
      <div className="actions">
        <button
          type="button"
          className="button button-main"
          disabled={revoke.isPending}
          onClick={() => revoke.mutate()}
        >
          {t('token.revoke')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </Sheet>
  )
}

export const Tokens = () => {
  const { t } = useWords()
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: access.tokens })
  const [open, setOpen] = useState<TokenWire | 'new' | null>(null)
  const close = () => setOpen(null)
  const add = (
    <button type="button" className="button" onClick={() => setOpen('new')}>
      {t('token.add')}
    </button>
  )
  return (
    <Part name="tokens" title={t('token.title')} action={add}>
      <Awaited query={tokens} rows={2}>
        {({ items }) => (
          <Rows of={items} none={t('token.none')}>
            {(token) => <Row key={token.id} token={token} onRevoke={() => setOpen(token)} />}
          </Rows>
        )}
      </Awaited>
      {open === 'new' && <NewToken onClose={close} />}
      {open !== null && open !== 'new' && <Revoke token={open} onClose={close} />}
    </Part>
  )
}
