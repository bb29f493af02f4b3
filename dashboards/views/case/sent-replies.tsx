// Answers already given on this case, and how far each delivery got.
import { useQuery } from '@tanstack/react-query'
import type { CaseWire, ReplyWire } from '../../../src/http/contract.ts'
import { api } from '../../api.ts'
import { useWords } from '../../i18n.tsx'
import { ChannelName } from '../../parts/channel.tsx'

const tones: Readonly<Record<string, string>> = {
  delivered: 'tone-leaf',
  read: 'tone-leaf',
  sent: 'tone-accent',
  failed: 'tone-coral',
  refused: 'tone-coral',
  unknown: 'tone-amber',
  retry: 'tone-amber',
}

const Sent = ({ reply }: { reply: ReplyWire }) => {
  const { t, code, format } = useWords()
  return (
    <article className="card sent">
      <p className="quiet">
        {reply.by !== null && <bdi>{reply.by}</bdi>} · <time dateTime={reply.at}>{format.dateTime(reply.at)}</time>
        {reply.kind === 'correction' && <span className="chip tone-amber">{t('reply.correction')}</span>}
      </p>
      <p className="words" dir="auto">
        {reply.text}
      </p>
      <ul className="sent-states">
        {reply.deliveries.map((delivery) => (
          <li key={delivery.id}>
            <ChannelName channel={delivery.channel} /> <bdi>{delivery.author?.name ?? t('post.nobody')}</bdi>
            <span className={`chip ${tones[delivery.state] ?? ''}`}>{t(`delivery.${delivery.state}`)}</span>
            {delivery.reason !== null && (
              <span className="quiet">
                {code(`refused.${delivery.reason}`, 'refused.other', { reason: delivery.reason })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </article>
  )
}

export const useReplies = (given: CaseWire): readonly ReplyWire[] => {
  const { data } = useQuery({ queryKey: ['case', given.id, 'replies'], queryFn: () => api.caseReplies(given.id) })
  return data?.items ?? []
}

export const SentReplies = ({ given }: { given: CaseWire }) => {
  const { t } = useWords()
  const known = useReplies(given).toReversed()
  if (known.length === 0) return null
  return (
    <section aria-label={t('reply.earlier')}>
      <h2 className="sent-title">{t('reply.earlier')}</h2>
      {known.map((reply) => (
        <Sent key={reply.id} reply={reply} />
      ))}
    </section>
  )
}
