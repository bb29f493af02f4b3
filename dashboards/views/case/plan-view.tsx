// The plan in full: who gets it, how, until when; and who does not, and why.
import CircleSlash from 'lucide-react/icons/circle-slash'
import Send from 'lucide-react/icons/send'
import type { PlanWire } from '../../../src/http/contract.ts'
import { useNow } from '../../clock.ts'
import { useWords } from '../../i18n.tsx'
import { ChannelName } from '../../parts/channel.tsx'

type Delivery = PlanWire['deliveries'][number]
type Going = Extract<Delivery, { route: string }>
type Refused = Extract<Delivery, { refused: string }>

/** Same channel, same route, same text: one preview, many people. */
const group = <T extends Delivery>(deliveries: readonly T[], keyOf: (one: T) => string) => [
  ...Map.groupBy(deliveries, keyOf).values(),
]
const isGoing = (one: Delivery): one is Going => 'route' in one
const isRefused = (one: Delivery): one is Refused => 'refused' in one

const soonest = (group: readonly Going[]) =>
  group
    .map((one) => one.deadline)
    .filter((at) => at !== null)
    .toSorted()[0]

const GoingGroup = ({ deliveries }: { deliveries: readonly Going[] }) => {
  const { t, code, format } = useWords()
  const now = useNow()
  const [first] = deliveries
  if (first === undefined) return null
  const deadline = soonest(deliveries)
  const cost = deliveries.reduce((sum, one) => sum + (one.cost ?? 0), 0)
  return (
    <li className="plan-group">
      <p className="plan-route">
        <ChannelName channel={first.channel} />{' '}
        <span className="chip">{code(`route.${first.route}`, 'route.other')}</span>
        <b>{t('accounts', { count: deliveries.length })}</b>
        {deadline !== undefined && (
          <span className="chip tone-amber">
            {t('plan.deadline', { span: format.span(new Date(deadline).getTime() - now) })}
          </span>
        )}
        {cost > 0 && <span className="chip">{t('plan.groupCost', { usd: format.number(cost) })}</span>}
      </p>
      <p className="words plan-text" dir="auto">
        {first.text}
      </p>
    </li>
  )
}

const RefusedGroup = ({ deliveries }: { deliveries: readonly Refused[] }) => {
  const { t, code } = useWords()
  const [first] = deliveries
  if (first === undefined) return null
  return (
    <li className="plan-group plan-refused">
      <p className="plan-route">
        <CircleSlash aria-hidden /> <ChannelName channel={first.channel} />
        <b>{t('accounts', { count: deliveries.length })}</b>
      </p>
      <p>{code(`refused.${first.refused}`, 'refused.other', { reason: first.refused })}</p>
    </li>
  )
}

type Props = { plan: PlanWire; sending: boolean; onSend: () => void }

export const PlanView = ({ plan, sending, onSend }: Props) => {
  const { t, format } = useWords()
  const going = plan.deliveries.filter(isGoing)
  const refused = plan.deliveries.filter(isRefused)
  const nameless = plan.counts['refused:author-unknown'] ?? 0
  return (
    <section className="plan card" aria-labelledby="plan-heading">
      <h2 id="plan-heading" tabIndex={-1}>
        {t('plan.title', { going: going.length, refused: refused.length })}
      </h2>
      <ul>
        {group(going, (one) => `${one.channel} ${one.route} ${one.text}`).map((deliveries) => (
          <GoingGroup key={deliveries[0]?.author} deliveries={deliveries} />
        ))}
        {group(refused, (one) => `${one.channel} ${one.refused}`).map((deliveries) => (
          <RefusedGroup key={deliveries[0]?.author} deliveries={deliveries} />
        ))}
      </ul>
      {nameless > 0 && <p className="quiet">{t('plan.nameless', { count: nameless })}</p>}
      {plan.cost > 0 && <p className="quiet">{t('plan.cost', { usd: format.number(plan.cost) })}</p>}
      {plan.needsApproval && <p className="chip tone-amber">{t('plan.needsApproval')}</p>}
      <div className="actions">
        <button type="button" className="button button-main" disabled={going.length === 0 || sending} onClick={onSend}>
          <Send aria-hidden className="turns" />{' '}
          {t(sending ? 'plan.sending' : plan.needsApproval ? 'plan.ask' : 'plan.send', { count: going.length })}
        </button>
        {going.length === 0 && <span className="quiet">{t('plan.nobody')}</span>}
      </div>
    </section>
  )
}
