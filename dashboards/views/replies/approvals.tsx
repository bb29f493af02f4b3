// Plans that reach so many that a second person must say yes.
import { useQuery } from '@tanstack/react-query'
import type { AskedPlanWire } from '../../../src/http/contract.ts'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { Rows } from '../../parts/rows.tsx'
import { Link } from '../../router.tsx'
import { useMay } from '../../session.ts'
import { usePress } from '../../use-press.ts'

const Asked = ({ plan }: { plan: AskedPlanWire }) => {
  const { t, code, format } = useWords()
  const may = useMay('reply.approve')
  const { busy, press } = usePress([['plans'], ['case', plan.caseId]])
  return (
    <li>
      <p className="quiet">
        <bdi>{plan.askedBy}</bdi>
        {plan.askedAt !== null && <> · {format.dateTime(plan.askedAt)}</>} ·{' '}
        <Link href={`/cases/${plan.caseId}`}>{t('replies.case')}</Link>
      </p>
      <p className="words" dir="auto">
        {plan.text}
      </p>
      <p className="actions">
        {Object.entries(plan.counts).map(([key, count]) => (
          <span key={key} className="chip">
            {key.startsWith('refused:')
              ? code(`refused.${key.slice(8)}`, 'refused.other', { reason: key.slice(8) })
              : code(`route.${key}`, 'route.other')}{' '}
            {format.number(count)}
          </span>
        ))}
      </p>
      <p className="actions">
        {may && (
          <button
            type="button"
            className="button button-main"
            disabled={plan.mine || busy}
            onClick={press(() => replying.approve(plan.planId), t('reply.sent'))}
          >
            {t('replies.approve', { count: plan.going })}
          </button>
        )}
        {plan.mine && <span className="quiet">{t('replies.mine')}</span>}
      </p>
    </li>
  )
}

export const Approvals = () => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['plans'], queryFn: replying.asked })
  return (
    <Part name="approvals" title={t('replies.approvals')}>
      <Awaited query={query}>
        {({ items }) => (
          <Rows of={items} none={t('replies.noApprovals')}>
            {(plan) => <Asked key={plan.planId} plan={plan} />}
          </Rows>
        )}
      </Awaited>
    </Part>
  )
}
