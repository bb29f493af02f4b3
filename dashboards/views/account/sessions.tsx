// Where one is signed in, and ending it there.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { Failure, notifyFailure } from '../../parts/failure.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'

export const Sessions = () => {
  const words = useWords()
  const { t, code, format } = words
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: access.sessions })
  const end = useMutation({
    mutationFn: access.endSession,
    onSettled: () => client.invalidateQueries({ queryKey: ['sessions'] }),
    onError: (error) => notifyFailure(error, words),
  })
  const everywhere = useMutation({
    mutationFn: access.endAllSessions,
    onSuccess: async () => {
      client.clear()
      await client.invalidateQueries({ queryKey: ['me'] })
    },
    onError: (error) => notifyFailure(error, words),
  })
  if (sessions.isPending) return <Skeleton rows={2} />
  if (sessions.isError) return <Failure error={sessions.error} retry={() => sessions.refetch()} />
  return (
    <>
      <ul className="access-list">
        {sessions.data.items.map((one) => (
          <li key={one.id} className="access-row">
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
              <button type="button" className="button button-small" onClick={() => end.mutate(one.id)}>
                {t('session.end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => everywhere.mutate()} disabled={everywhere.isPending}>
        {t('session.everywhere')}
      </button>
    </>
  )
}
