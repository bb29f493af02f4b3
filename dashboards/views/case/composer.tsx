// One answer for everyone: write, see the plan person by person, then send exactly that plan.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseWire, PlanWire } from '../../../src/http/contract.ts'
import type { Audience } from '../../api.ts'
import { replying } from '../../api-replies.ts'
import { focusWhenThere } from '../../focus.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { Fault } from '../../parts/fault.tsx'
import { Pick } from '../../parts/pick.tsx'
import { Tick } from '../../parts/tick.tsx'
import { useMay } from '../../session.ts'
import { usePress } from '../../use-press.ts'
import { LinkAccounts } from './link-accounts.tsx'
import { PlanView } from './plan-view.tsx'
import { PublicPage } from './public-page.tsx'
import { SentReplies, useReplies } from './sent-replies.tsx'

/** A text survives leaving the room; it is gone only when sent. */
const drafts = new Map<string, string>()
const audiences: readonly Audience[] = ['everyone', 'late', 'wrong']

type Asking = { readonly text: string; readonly audience: Audience; readonly publicPost: boolean }

const usePlan = (given: CaseWire, asking: Asking, onSent: () => void) => {
  const { t } = useWords()
  const client = useQueryClient()
  const plan = useMutation({
    mutationFn: () => replying.plan(given.id, { ...asking, text: asking.text.trim() }),
    onSuccess: () => focusWhenThere('#plan-heading'),
  })
  const send = useMutation({
    mutationFn: (ready: PlanWire) => replying.send(given.id, ready.planId),
    onSuccess: (answer) => {
      plan.reset()
      onSent()
      notify({ text: t('planId' in answer ? 'reply.asked' : 'reply.sent'), tone: 'done' })
      focusWhenThere('[data-pane=reply]')
      return Promise.all([['case', given.id], ['plans']].map((queryKey) => client.invalidateQueries({ queryKey })))
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

/** Those of this case's agency and topic first; each in the language the reader works in, where it has it. */
const Snippets = ({ given, onPick }: { given: CaseWire; onPick: (text: string) => void }) => {
  const { t, lang } = useWords()
  const { data } = useQuery({ queryKey: ['snippets'], queryFn: replying.snippets })
  const { agency, topic } = given.golden
  const fits = (data?.items ?? []).filter(
    (one) => (one.agency ?? agency?.id) === agency?.id && (one.topic ?? topic?.id) === topic?.id,
  )
  const ranked = fits.toSorted((a, b) => Number(b.topic !== null) - Number(a.topic !== null))
  if (ranked.length === 0) return null
  return (
    <Pick
      label={t('snippets.pick')}
      value=""
      choices={[['', t('snippets.pick')], ...ranked.map(({ id, name }) => [id, name] as const)]}
      onPick={(id) => {
        const texts = ranked.find((one) => one.id === id)?.texts ?? {}
        onPick(texts[lang] ?? Object.values(texts)[0] ?? '')
      }}
    />
  )
}

/** Only where the ministry has named a service; the words are a start to change, and are sent by nobody. */
const AskDraft = ({ given, onDraft }: { given: CaseWire; onDraft: (text: string) => void }) => {
  const { t, lang } = useWords()
  const { data: policy } = useQuery({ queryKey: ['reply-policy'], queryFn: replying.policy })
  const { busy, press } = usePress([])
  if (policy?.drafts !== true) return null
  const ask = press(async () => onDraft((await replying.draft(given.id, lang)).text))
  return (
    <button type="button" className="button" disabled={busy} onClick={ask}>
      {t(busy ? 'reply.drafting' : 'reply.draft')}
    </button>
  )
}

type DraftProps = {
  readonly text: string
  readonly placeholder: string
  readonly onWrite: (text: string) => void
  readonly onDone: () => void
}

const Draft = ({ text, placeholder, onWrite, onDone }: DraftProps) => {
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
        placeholder={placeholder}
        value={text}
        onChange={(event) => onWrite(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && onDone()}
      />
    </label>
  )
}

const PublicPost = ({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) => {
  const { t } = useWords()
  return (
    <Tick checked={checked} onChange={(event) => onChange(event.target.checked)}>
      {t('reply.publicPost')}
    </Tick>
  )
}

type Whom = { readonly audience: Audience; readonly onAudience: (audience: Audience) => void }

const useComposer = (given: CaseWire, { audience, onAudience }: Whom) => {
  const [text, setText] = useState(drafts.get(given.id) ?? '')
  const [publicPost, setPublicPost] = useState(false)
  const write = (next: string) => {
    drafts.set(given.id, next)
    setText(next)
    planned.forget()
  }
  const done = () => {
    write('')
    onAudience('everyone')
  }
  const planned = usePlan(given, { text, audience, publicPost }, done)
  const changing =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      set(value)
      planned.forget()
    }
  return {
    text,
    publicPost,
    write,
    ...planned,
    pickAudience: changing(onAudience),
    pickPublicPost: changing(setPublicPost),
  }
}

export const Composer = ({ given, ...whom }: { given: CaseWire } & Whom) => {
  const words = useWords()
  const { t, format } = words
  const answered = (useReplies(given).data?.items.length ?? 0) > 0
  const mayPublish = useMay('page.publish')
  const { audience } = whom
  const { text, publicPost, write, plan, send, pickAudience, pickPublicPost } = useComposer(given, whom)
  // A correction may go out in the words of the house.
  const ready = audience !== 'everyone' || text.trim() !== ''
  const fault = plan.error ?? send.error
  const onX = (given.golden.byChannel.x ?? 0) > 0
  return (
    <div className="composer">
      <div className="card composer-card">
        {(answered || audience !== 'everyone') && <AudiencePick audience={audience} onPick={pickAudience} />}
        {audience === 'late' ? (
          <p>{t('reply.standing')}</p>
        ) : (
          <>
            <Snippets
              given={given}
              onPick={(more) => write(text.trim() === '' ? more : `${text.trimEnd()}\n${more}`)}
            />
            <Draft
              text={text}
              placeholder={t(audience === 'wrong' ? 'wrong.placeholder' : 'reply.placeholder')}
              onWrite={write}
              onDone={() => ready && plan.mutate()}
            />
          </>
        )}
        {onX && <PublicPost checked={publicPost} onChange={pickPublicPost} />}
        <div className="actions">
          <button
            type="button"
            className={plan.data === undefined ? 'button button-main' : 'button'}
            disabled={!ready || plan.isPending}
            onClick={() => plan.mutate()}
          >
            {t(plan.isPending ? 'reply.planning' : 'reply.plan')}
          </button>
          {audience !== 'late' && <AskDraft given={given} onDraft={write} />}
          {audience !== 'late' && (
            <span className="quiet">{t('reply.length', { count: format.number([...text].length) })}</span>
          )}
        </div>
        <Fault error={fault} />
      </div>
      {plan.data !== undefined && (
        <PlanView plan={plan.data} sending={send.isPending} onSend={() => send.mutate(plan.data)} />
      )}
      <SentReplies given={given} />
      <LinkAccounts given={given} />
      {mayPublish && <PublicPage given={given} />}
    </div>
  )
}
