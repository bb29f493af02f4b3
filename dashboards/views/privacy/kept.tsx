// For how long each kind is kept: told to everybody, and set by supervisors, who see first what would go.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RetentionBodyWire, RetentionPreviewWire, RetentionWire } from '../../../src/http/contract.ts'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Form } from '../../parts/form.tsx'
import { Part } from '../../parts/part.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { useMe } from '../../session.ts'
import { useDone } from '../../use-done.ts'
import './kept.css'

const kinds = ['complaint', 'suggestion', 'inquiry', 'emergency', 'no-case', 'receipts', 'quarantine'] as const

const daysOf = (days: RetentionWire): RetentionBodyWire => Object.fromEntries(kinds.map((kind) => [kind, days[kind]]))

const useKeep = () => {
  const { t } = useWords()
  const done = useDone()
  const client = useQueryClient()
  const keep = async (days: RetentionBodyWire, before: RetentionBodyWire): Promise<void> => {
    client.setQueryData(['retention'], await privacy.keepFor(days))
    done(t('kept.saved'), () => keep(before, days))
  }
  return keep
}

type Asked = { readonly days: RetentionBodyWire; readonly would: RetentionPreviewWire }

const WouldGo = ({ asked, given, onClose }: { asked: Asked; given: RetentionWire; onClose: () => void }) => {
  const { t } = useWords()
  const keep = useKeep()
  const { before, after } = asked.would
  const run = async () => {
    await keep(asked.days, daysOf(given))
    onClose()
  }
  const bodies = (of: typeof after) => of.receipts + of.quarantine
  return (
    <Sheet title={t('kept.would')} onClose={onClose}>
      <Form go={t('kept.set')} run={run} onClose={onClose}>
        <p>
          {t('kept.goes', { posts: after.posts })} {after.posts > 0 && t('kept.people', { people: after.people })}
        </p>
        <p>{t('kept.bodies', { bodies: bodies(after) })}</p>
        <p className="quiet">{t('kept.goesNow', { posts: before.posts, bodies: bodies(before) })}</p>
        <p className="quiet">{t('kept.forGood')}</p>
      </Form>
    </Sheet>
  )
}

const Periods = ({ given }: { given: RetentionWire }) => {
  const { t } = useWords()
  const [asked, setAsked] = useState<Asked | null>(null)
  const run = async (said: FormData) => {
    const days: RetentionBodyWire = Object.fromEntries(kinds.map((kind) => [kind, Number(said.get(kind))]))
    setAsked({ days, would: await privacy.wouldGo(days) })
  }
  return (
    <>
      <Form go={t('kept.look')} run={run} aside>
        <div className="kept">
          {kinds.map((kind) => (
            <label key={`${kind} ${given[kind]}`} className="field">
              <span className="field-label">{t(`kept.${kind}`)}</span>
              <input
                className="input"
                type="number"
                name={kind}
                min={1}
                max={36_500}
                step={1}
                required
                defaultValue={given[kind]}
              />
              <span className="quiet">
                {given[kind] === given.usual[kind]
                  ? t('kept.asServer')
                  : t('kept.server', { count: given.usual[kind] })}
              </span>
            </label>
          ))}
        </div>
      </Form>
      {asked !== null && <WouldGo asked={asked} given={given} onClose={() => setAsked(null)} />}
    </>
  )
}

const Told = ({ given }: { given: RetentionWire }) => {
  const { t } = useWords()
  return (
    <ul className="access-list">
      {kinds.map((kind) => (
        <li key={kind} className="access-row">
          <span>{t(`kept.${kind}`)}</span>
          <span className="number">{t('kept.days', { count: given[kind] })}</span>
        </li>
      ))}
    </ul>
  )
}

export const Kept = () => {
  const { t } = useWords()
  const me = useMe()
  const sets = me.may.includes('person.erase') && me.agencies == null
  const query = useQuery({ queryKey: ['retention'], queryFn: privacy.retention })
  return (
    <Part name="kept" title={t('kept.title')} lead={t('kept.lead')}>
      <Awaited query={query}>{(given) => (sets ? <Periods given={given} /> : <Told given={given} />)}</Awaited>
    </Part>
  )
}
