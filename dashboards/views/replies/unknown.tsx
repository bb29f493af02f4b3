// Deliveries whose end no channel tells: a person looks, and says.
import { useQuery } from '@tanstack/react-query'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { ChannelName } from '../../parts/channel.tsx'
import { Link } from '../../router.tsx'
import { useMay } from '../../session.ts'
import { usePress } from '../../use-press.ts'

export const Unknown = () => {
  const { t, code, format } = useWords()
  const may = useMay('reply.send')
  const { data } = useQuery({ queryKey: ['unknown'], queryFn: replying.unknown })
  const { busy, press } = usePress([['unknown']])
  if (data === undefined) return null
  return (
    <section className="card" aria-labelledby="unknown">
      <h2 id="unknown">{t('replies.unknown')}</h2>
      <p className="quiet">{t(data.items.length === 0 ? 'replies.noUnknown' : 'replies.unknownWhy')}</p>
      <ul>
        {data.items.map((one) => (
          <li key={one.id}>
            <p>
              <ChannelName channel={one.channel} /> <bdi>{one.author?.name ?? t('post.nobody')}</bdi>{' '}
              <span className="quiet">
                {format.dateTime(one.at)} · {code(`refused.${one.reason}`, 'refused.other', { reason: one.reason })}
              </span>{' '}
              <Link href={`/cases/${one.caseId}`}>{t('replies.case')}</Link>
            </p>
            <p className="words" dir="auto">
              {one.text}
            </p>
            {may && (
              <p className="actions">
                <button
                  type="button"
                  className="button"
                  disabled={busy}
                  onClick={press(() => replying.decide(one.id, 'sent'))}
                >
                  {t('delivery.arrived')}
                </button>
                <button
                  type="button"
                  className="button"
                  disabled={busy}
                  onClick={press(() => replying.decide(one.id, 'not-sent'))}
                >
                  {t('delivery.notArrived')}
                </button>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
