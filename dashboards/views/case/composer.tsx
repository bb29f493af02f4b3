// One answer for everyone: write, see the plan person by person, then send exactly that plan.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { CaseWire, PlanWire } from '../../../src/http/contract.ts'
import { api } from '../../api.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { sayProblem } from '../../parts/failure.tsx'
import { PlanView } from './plan-view.tsx'
import { SentReplies } from './sent-replies.tsx'

const drafts = new Map<string, string>()

export const Composer = ({ given }: { given: CaseWire }) => {
  const words = useWords()
  const { t, format } = words
  const client = useQueryClient()
  const [text, setText] = useState(drafts.get(given.id) ?? '')
  const planned = useRef<HTMLHeadingElement>(null)
  const plan = useMutation({
    mutationFn: () => api.plan(given.id, text.trim()),
    onSuccess: () => setTimeout(() => planned.current?.focus(), 60),
  })
  const send = useMutation({
    mutationFn: (ready: PlanWire) => api.sendReply(given.id, ready.planId),
    onSuccess: () => {
      drafts.delete(given.id)
      setText('')
      plan.reset()
      notify({ text: t('reply.sent'), tone: 'done' })
      document.querySelector<HTMLElement>('[data-pane=reply]')?.focus()
      return client.invalidateQueries({ queryKey: ['case', given.id] })
    },
  })
  const write = (next: string) => {
    drafts.set(given.id, next)
    setText(next)
    plan.reset()
    send.reset()
  }
  const fault = plan.error ?? send.error
  return (
    <div className="composer">
      <div className="card composer-card">
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
            onChange={(event) => write(event.target.value)}
            onKeyDown={(event) =>
              event.key === 'Enter' && (event.ctrlKey || event.metaKey) && text.trim() !== '' && plan.mutate()
            }
          />
        </label>
        <div className="actions">
          <button
            type="button"
            className={plan.data === undefined ? 'button button-main' : 'button'}
            disabled={text.trim() === '' || plan.isPending}
            onClick={() => plan.mutate()}
          >
            {t(plan.isPending ? 'reply.planning' : 'reply.plan')}
          </button>
          <span className="quiet">{t('reply.length', { count: format.number([...text].length) })}</span>
        </div>
        {fault !== null && (
          <p className="field-fault" role="alert">
            {sayProblem(fault, words)}
          </p>
        )}
      </div>
      {plan.data !== undefined && (
        <PlanView plan={plan.data} heading={planned} sending={send.isPending} onSend={() => send.mutate(plan.data)} />
      )}
      <SentReplies given={given} />
    </div>
  )
}
