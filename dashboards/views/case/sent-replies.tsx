// Answers already given on this case: how far each delivery got, what can still be taken back, and what needs a person.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CaseWire, ReplyWire } from '../../../src/http/contract.ts'
import { api } from '../../api.ts'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { ChannelName } from '../../parts/channel.tsx'
import { Settle } from '../../parts/settle.tsx'
import { useMay } from '../../session.ts'
import { usePress } from '../../use-press.ts'

type Delivery = ReplyWire['deliveries'][number]

const tones: Readonly<Record<string, string>> = {
  delivered: 'tone-leaf',
  read: 'tone-leaf',
  sent: 'tone-accent',
  failed: 'tone-coral',
  refused: 'tone-coral',
  unknown: 'tone-amber',
  retry: 'tone-amber',
}
/** What needs a person stands first. */
const order = ['unknown', 'failed', 'refused', 'retry', 'planned', 'sending', 'cancelled', 'sent', 'delivered', 'read']
const byNeed = (a: Delivery, b: Delivery) => order.indexOf(a.state) - order.indexOf(b.state)
const most = 40

type Press = ReturnType<typeof usePress>['press']

const Ways = ({ delivery, press }: { delivery: Delivery; press: Press }) => {
  const { t } = useWords()
  if (delivery.state === 'unknown') return <Settle delivery={delivery.id} />

  if (delivery.route === null || (delivery.state !== 'failed' && delivery.state !== 'refused')) return null
  return (
    <button type="button" className="button" onClick={press(() => replying.retry(delivery.id))}>
      {t('delivery.again')}
    </button>
  )
}

const Line = ({ delivery, press }: { delivery: Delivery; press: Press | null }) => {
  const { t, code } = useWords()
  return (
    <li>
      <ChannelName channel={delivery.channel} /> <bdi>{delivery.author?.name ?? t('post.nobody')}</bdi>
      <span className={`chip ${tones[delivery.state] ?? ''}`}>{t(`delivery.${delivery.state}`)}</span>
      {delivery.reason !== null && (
        <span className="quiet">
          {code(`refused.${delivery.reason}`, 'refused.other', { reason: delivery.reason })}
        </span>
      )}
      {press !== null && <Ways delivery={delivery} press={press} />}
    </li>
  )
}

/** Whole seconds until then; 0 from then on. */
const useSecondsTo = (at: string | null): number => {
  const left = () => (at === null ? 0 : Math.max(0, Math.ceil((Date.parse(at) - Date.now()) / 1000)))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    if (seconds === 0) return
    const timer = setTimeout(() => setSeconds(left()), 1000)
    return () => clearTimeout(timer)
  })
  return seconds
}

const TakeBack = ({ reply, press }: { reply: ReplyWire; press: Press }) => {
  const { t, format } = useWords()
  const seconds = useSecondsTo(reply.dueAt)
  const waits = reply.deliveries.some(({ state }) => state === 'planned' || state === 'retry')
  if (reply.stopped !== null || !waits) return null
  return (
    <p className="actions">
      {seconds > 0 && (
        <span className="chip tone-amber">{t('reply.leavesIn', { seconds: format.number(seconds) })}</span>
      )}
      <button type="button" className="button" onClick={press(() => replying.takeBack(reply.id), t('reply.takenBack'))}>
        {t(seconds > 0 ? 'reply.takeBack' : 'reply.stop')}
      </button>
    </p>
  )
}

const RetryChannels = ({ reply, press }: { reply: ReplyWire; press: Press }) => {
  const { t, code } = useWords()
  const failed = reply.deliveries.filter(
    ({ state, route }) => route !== null && (state === 'failed' || state === 'refused'),
  )
  const channels = [...Map.groupBy(failed, ({ channel }) => channel)].filter(([, all]) => all.length > 1)
  if (channels.length === 0) return null
  return (
    <p className="actions">
      {channels.map(([channel, all]) => (
        <button
          key={channel}
          type="button"
          className="button"
          onClick={press(() => replying.retryAll(reply.id, channel))}
        >
          {t('delivery.againAll', { count: all.length, channel: code(`channel.${channel}`, 'channel.generic') })}
        </button>
      ))}
    </p>
  )
}

const Sent = ({ reply }: { reply: ReplyWire }) => {
  const { t, code, format } = useWords()
  const may = useMay('reply.send')
  const { press } = usePress([['case', reply.caseId]])
  const lines = reply.deliveries.toSorted(byNeed)
  return (
    <article className="card sent">
      <p className="quiet">
        {reply.by === null ? t('reply.machine') : <bdi>{reply.by}</bdi>} ·{' '}
        <time dateTime={reply.at}>{format.dateTime(reply.at)}</time>
        {reply.approvedBy !== null && (
          <>
            {' · '}
            {t('reply.approvedBy', { name: reply.approvedBy })}
          </>
        )}
        {reply.kind !== 'answer' && (
          <span className="chip tone-amber">{code(`reply.${reply.kind}`, 'reply.correction')}</span>
        )}
        {reply.stopped !== null && (
          <span className="chip tone-coral">{t('reply.stoppedBy', { name: reply.stopped.by })}</span>
        )}
      </p>
      <p className="words" dir="auto">
        {reply.text}
      </p>
      <p className="actions">
        {Object.entries(reply.counts).map(([state, count]) => (
          <span key={state} className={`chip ${tones[state] ?? ''}`}>
            {code(`delivery.${state}`, 'delivery.planned')} {format.number(count)}
          </span>
        ))}
      </p>
      {may && <TakeBack reply={reply} press={press} />}
      {may && <RetryChannels reply={reply} press={press} />}
      <ul className="sent-states">
        {lines.slice(0, most).map((delivery) => (
          <Line key={delivery.id} delivery={delivery} press={may ? press : null} />
        ))}
      </ul>
      {lines.length > most && <p className="quiet">{t('reply.more', { count: lines.length - most })}</p>}
    </article>
  )
}

export const useReplies = (given: CaseWire) =>
  useQuery({ queryKey: ['case', given.id, 'replies'], queryFn: () => api.caseReplies(given.id) })

export const SentReplies = ({ given }: { given: CaseWire }) => {
  const { t } = useWords()
  return (
    <Awaited query={useReplies(given)} rows={1}>
      {({ items }) =>
        items.length > 0 && (
          <section aria-label={t('reply.earlier')}>
            <h2 className="sent-title">{t('reply.earlier')}</h2>
            {items.toReversed().map((reply) => (
              <Sent key={reply.id} reply={reply} />
            ))}
          </section>
        )
      }
    </Awaited>
  )
}
