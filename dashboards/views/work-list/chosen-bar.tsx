// One change to many: who works on them, and where they stand.
import MessagesSquare from 'lucide-react/icons/messages-square'
import X from 'lucide-react/icons/x'
import { lazy, Suspense, useState } from 'react'
import type { CaseWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { type Choice, Pick } from '../../parts/pick.tsx'
import { useReference } from '../../queries.ts'
import { useMay, useMe } from '../../session.ts'

const HoldingSheet = lazy(() => import('./holding-sheet.tsx').then((part) => ({ default: part.HoldingSheet })))

type Props = {
  readonly cases: readonly CaseWire[]
  readonly onChange: (given: { owner?: string | null; agency?: string; status?: CaseWire['status'] }) => void
  readonly onClear: () => void
}

/** Only what every one of them may become. */
const sharedStatuses = (cases: readonly CaseWire[]): readonly CaseWire['status'][] =>
  (cases[0]?.allowedStatuses ?? []).filter((status) => cases.every((one) => one.allowedStatuses.includes(status)))

export const ChosenBar = ({ cases, onChange, onClear }: Props) => {
  const { t, both } = useWords()
  const me = useMe()
  const { data } = useReference()
  const mayReply = useMay('reply.send')
  const [holding, setHolding] = useState(false)
  const [mayAssign, mayStatus] = [useMay('case.assign'), useMay('case.status')]
  const owners: readonly Choice[] = [
    ['', t('many.owner')],
    [me.id, t('filter.mine')],
    ['none', t('assign.nobody')],
    ...(data?.users ?? []).filter(({ id }) => id !== me.id).map(({ id, name }): Choice => [id, name]),
  ]
  const statuses = sharedStatuses(cases)
  return (
    <section className="chosen-bar card no-print" aria-label={t('many.label')}>
      <b>{t('many.count', { count: cases.length })}</b>
      {mayAssign && (
        <Pick
          label={t('many.owner')}
          value=""
          choices={owners}
          onPick={(owner) => owner !== '' && onChange({ owner: owner === 'none' ? null : owner })}
        />
      )}
      {mayAssign && (
        <Pick
          label={t('many.agency')}
          value=""
          choices={[
            ['', t('many.agency')],
            ...(data?.agencies ?? []).map((agency): Choice => [agency.id, both(agency)]),
          ]}
          onPick={(agency) => agency !== '' && onChange({ agency })}
        />
      )}
      {mayStatus && statuses.length > 0 && (
        <Pick
          label={t('many.status')}
          value=""
          choices={[['', t('many.status')], ...statuses.map((status): Choice => [status, t(`status.${status}`)])]}
          onPick={(picked) => {
            const status = statuses.find((one) => one === picked)
            if (status !== undefined) onChange({ status })
          }}
        />
      )}
      {mayReply && (
        <button type="button" className="button button-small" onClick={() => setHolding(true)}>
          <MessagesSquare aria-hidden /> {t('holding.open')}
        </button>
      )}
      <Suspense>
        {holding && <HoldingSheet cases={cases} onClose={() => setHolding(false)} onSent={onClear} />}
      </Suspense>
      <button type="button" className="button button-small button-bare" onClick={onClear}>
        <X aria-hidden /> {t('many.clear')}
      </button>
    </section>
  )
}
