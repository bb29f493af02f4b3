// Agencies that work on the case beside its owner, each with a clock of its own.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Check from 'lucide-react/icons/check'
import X from 'lucide-react/icons/x'
import type { CaseWire } from '../../../src/http/contract.ts'
import { desk } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'
import { notifyFailure } from '../../parts/failure.tsx'
import { type Choice, Pick } from '../../parts/pick.tsx'
import { useReference } from '../../queries.ts'
import { useMay } from '../../session.ts'
import { DueChip } from '../work-list/due-chip.tsx'

type Does = Parameters<typeof desk.askAgency>[2]

export const Agencies = ({ given }: { given: CaseWire }) => {
  const words = useWords()
  const { t, both } = words
  const client = useQueryClient()
  const may = useMay('case.assign') && given.status !== 'merged'
  const reference = useReference()
  const key = ['case', given.id, 'agencies']
  const { data } = useQuery({ queryKey: key, queryFn: () => desk.agencies(given.id) })
  const items = data?.items ?? []
  const act = async (agency: string, does: Does) => {
    try {
      client.setQueryData(key, await desk.askAgency(given.id, agency, does))
    } catch (error) {
      notifyFailure(error, words)
    }
  }
  const free = (reference.data?.agencies ?? []).filter(
    ({ id }) => id !== given.agency && items.every(({ agency }) => agency.id !== id),
  )
  if (!may && items.length === 0) return null
  return (
    <div className="case-agencies">
      <ul>
        {items.map(({ agency, dueAt, doneAt }) => (
          <li key={agency.id}>
            <span>{both(agency)}</span>
            {doneAt === null ? (
              <DueChip dueAt={dueAt} always />
            ) : (
              <span className="chip tone-leaf">{t('agencies.done')}</span>
            )}
            {may && doneAt === null && (
              <button
                type="button"
                className="icon-button"
                aria-label={t('agencies.isDone', { name: both(agency) })}
                onClick={() => act(agency.id, 'done')}
              >
                <Check aria-hidden />
              </button>
            )}
            {may && (
              <button
                type="button"
                className="icon-button"
                aria-label={t('agencies.leave', { name: both(agency) })}
                onClick={() => act(agency.id, 'leave')}
              >
                <X aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <Pick
          block
          label={t('agencies.ask')}
          value=""
          choices={[['', t('agencies.ask')], ...free.map((agency): Choice => [agency.id, both(agency)])]}
          onPick={(agency) => agency !== '' && act(agency, 'ask')}
        />
      )}
    </div>
  )
}
