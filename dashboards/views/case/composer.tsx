// One answer for everyone: write, see the plan person by person, then send exactly that plan.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseWire, PlanWire } from '../../../src/http/contract.ts'
import { type Audience, api } from '../../api.ts'
import { focusWhenThere } from '../../focus.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { sayProblem } from '../../parts/failure.tsx'
import { PlanView } from './plan-view.tsx'
import { SentReplies, useReplies } from './sent-replies.tsx'

/** A text survives leaving the room; it is gone only when sent. */
const drafts = new Map<string, string>()
const audiences: readonly Audience[] = ['everyone', 'late', 'wrong']

const usePlan = (given: CaseWire, text: string, audience: Audience, onSent: () => void) => {
  const { t } = useWords()
  const client = useQueryClient()
  const plan = useMutation({
    mutationFn: () => api.plan(given.id, text.trim(), audience),
    onSuccess: () => focusWhenThere('#plan-heading'),
  })
  const send = useMutation({
    mutationFn: (ready: PlanWire) => api.sendReply(given.id, ready.planId),
    onSuccess: () => {
      plan.reset()
      onSent()
      notify({ text: t('reply.sent'), tone: 'done' })
      focusWhenThere('[data-pane=reply]')
      return client.invalidateQueries({ queryKey: ['case', given.id] })
    },
  })
  const forget = () => {
    plan.reset()
    send.reset()
  }
  return { plan, send, forget }
}

const AudiencePick = ({ audience, onPick }: { audience: Audience; onPick: (audience: Audience) => void }) => {
  const { t } = useWords()
  return (
    <fieldset className="segments" aria-label={t('audience.label')}>
      {audiences.map((name) => (
        <button
          key={name}
          type="button"
          className="segment"
          aria-pressed={audience === name}
          onClick={() => onPick(name)}
        >
          {t(`audience.${name}`)}
        </button>
      ))}
    </fieldset>
  )
}

const Draft = ({ text, onWrite, onDone }: { text: string; onWrite: (text: string) => void; onDone: () => void }) => {
  const { t } = useWords()
  return (
    <label className="field">
      <span className="field-label">{t('reply.label')}</span>
      <textarea
        data-pane="reply"
        className="input composer-text"
        dir={text === '' ? undefined : 'auto'}
        rows={5}
        maxLength={4096}
        placeholder={t('reply.placeholder')}
        value={text}
        onChange={(event) => onWrite(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && onDone()}
      />
    </label>
  )
}

export const Composer = ({ given }: { given: CaseWire }) => {
  const words = useWords()
  const { t, format } = words
  const [text, setText] = useState(drafts.get(given.id) ?? '')
  const [audience, setAudience] = useState<Audience>('everyone')
  const answered = useReplies(given).length > 0
  const write = (next: string) => {
    drafts.set(given.id, next)
    setText(next)
    forget()
  }
  const { plan, send, forget } = usePlan(given, text, audience, () => write(''))
  const ready = audience === 'late' || text.trim() !== ''
  const fault = plan.error ?? send.error
  return (
    <div className="composer">
      <div className="card composer-card">
        {answered && (
          <AudiencePick
            audience={audience}
            onPick={(next) => {
              setAudience(next)
              forget()
            }}
          />
        )}
        {audience === 'late' ? (
          <p>{t('reply.standing')}</p>
        ) : (
          <Draft text={text} onWrite={write} onDone={() => ready && plan.mutate()} />
        )}
        <div className="actions">
          <button
            type="button"
            className={plan.data === undefined ? 'button button-main' : 'button'}
            disabled={!ready || plan.isPending}
            onClick={() => plan.mutate()}
          >
            {t(plan.isPending ? 'reply.planning' : 'reply.plan')}
          </button>
          {audience !== 'late' && (
            <span className="quiet">{t('reply.length', { count: format.number([...text].length) })}</span>
          )}
        </div>
        {fault !== null && (
          <p className="field-fault" role="alert">
            {sayProblem(fault, words)}
          </p>
        )}
      </div>
      {plan.data !== undefined && (
        <PlanView plan={plan.data} sending={send.isPending} onSend={() => send.mutate(plan.data)} />
      )}
      <SentReplies given={given} />
    </div>
  )
}
