// Where one is signed in, and ending it there.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SessionWire } from '../../../src/http/contract.ts'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { notifyFailure } from '../../parts/failure.tsx'
import { PressButton } from '../../parts/press-button.tsx'

const Row = ({ one }: { one: SessionWire }) => {
  const { t, code, format } = useWords()
  return (
    <li className="access-row">
      <span className="access-what">
        <b>{one.device === '' ? t('session.unknown') : <bdi>{one.device}</bdi>}</b>
        <span className="quiet">
          {code(`session.way.${one.way}`, 'session.way.password')} ·{' '}
          {t('session.seen', { at: format.dateTime(one.seenAt) })}
        </span>
      </span>
      {one.current ? (
        <span className="chip tone-accent">{t('session.here')}</span>
      ) : (
        <PressButton work={() => access.endSession(one.id)} stale={[['sessions']]} of={one.device}>
          {t('session.end')}
        </PressButton>
      )}
    </li>
  )
}

export const Sessions = () => {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: access.sessions })
  const everywhere = useMutation({
    mutationFn: access.endAllSessions,
    onSuccess: async () => {
      client.clear()
      await client.invalidateQueries({ queryKey: ['me'] })
    },
    onError: (error) => notifyFailure(error, words),
  })
  return (
    <Awaited query={sessions} rows={2}>
      {({ items }) => (
        <>
          <ul className="access-list">
            {items.map((one) => (
              <Row key={one.id} one={one} />
            ))}
          </ul>
          <button type="button" className="button" onClick={() => everywhere.mutate()} disabled={everywhere.isPending}>
            {t('session.everywhere')}
          </button>
        </>
      )}
    </Awaited>
  )
}
