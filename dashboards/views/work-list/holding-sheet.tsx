// One holding reply to the people of many cases: written once, planned case by case, and sent only when the sum is confirmed.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { CaseWire, PlanWire } from '../../../src/http/contract.ts'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { sayProblem } from '../../parts/failure.tsx'
import { type Choice, Pick } from '../../parts/pick.tsx'
import { Sheet } from '../../parts/sheet.tsx'

type Props = { readonly cases: readonly CaseWire[]; readonly onClose: () => void; readonly onSent: () => void }
type Planned = { readonly of: CaseWire; readonly plan: PlanWire }

const goingTo = ({ deliveries }: PlanWire) => deliveries.filter((one) => 'route' in one).length

/** One after the other: a plan is made of what the store holds then, and nothing of it leaves. */
const planAll = async (cases: readonly CaseWire[], text: string): Promise<readonly Planned[]> => {
  const planned: Planned[] = []
  for (const of of cases)
    planned.push({ of, plan: await replying.plan(of.id, { text, audience: 'everyone', publicPost: false }) })
  return planned
}

/** What could not be sent stays to be tried again; nothing is sent twice, for a plan is sent once. */
const sendAll = async (planned: readonly Planned[]) => {
  const failed: Planned[] = []
  for (const one of planned)
    await replying.send(one.of.id, one.plan.planId).catch(() => {
      failed.push(one)
    })
  return { sent: planned.length - failed.length, failed }
}

const Sum = ({ planned }: { planned: readonly Planned[] }) => {
  const { t } = useWords()
  const going = planned.reduce((sum, { plan }) => sum + goingTo(plan), 0)
  const all = planned.reduce((sum, { plan }) => sum + plan.deliveries.length, 0)
  const nobody = planned.filter(({ plan }) => goingTo(plan) === 0)
  return (
    <div role="status">
      <p>
        <b>{t('holding.going', { count: going })}</b>{' '}
        {all > going && <span className="quiet">{t('holding.refused', { count: all - going })}</span>}
      </p>
      {nobody.length > 0 && (
        <p className="quiet">
          {t('holding.nobody')}{' '}
          {nobody.map(({ of }) => (
            <bdi key={of.id} dir="ltr">
              {of.reference}{' '}
            </bdi>
          ))}
        </p>
      )}
    </div>
  )
}

export const HoldingSheet = ({ cases, onClose, onSent }: Props) => {
  const words = useWords()
  const { t, lang } = words
  const client = useQueryClient()
  const [text, setText] = useState('')
  const snippets = useQuery({ queryKey: ['snippets'], queryFn: replying.snippets })
  const plan = useMutation({ mutationFn: () => planAll(cases, text.trim()) })
  const send = useMutation({
    mutationFn: (planned: readonly Planned[]) => sendAll(planned.filter((one) => goingTo(one.plan) > 0)),
    onSuccess: async ({ sent, failed }) => {
      await Promise.all(['cases', 'case', 'plans'].map((key) => client.invalidateQueries({ queryKey: [key] })))
      const said = t('holding.sent', { count: sent })
      notify({
        text: failed.length === 0 ? said : `${said} ${t('holding.failed', { count: failed.length })}`,
        tone: failed.length === 0 ? 'done' : 'fault',
      })
      onSent()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '' || plan.isPending || send.isPending) return
    if (plan.data === undefined) plan.mutate()
    else send.mutate(plan.data)
  }
  const choices = (snippets.data?.items ?? []).flatMap(({ id, name, texts }): Choice[] =>
    texts[lang] === undefined ? [] : [[id, name]],
  )
  const insert = (id: string) => {
    const found = snippets.data?.items.find((one) => one.id === id)?.texts[lang]
    if (found !== undefined) setText(found)
    plan.reset()
  }
  const fault = plan.error ?? send.error
  return (
    <Sheet title={t('holding.title', { count: cases.length })} onClose={onClose}>
      <form className="dialog-form" onSubmit={submit}>
        {choices.length > 0 && (
          <Pick
            label={t('holding.snippet')}
            value=""
            choices={[['', t('holding.snippet')], ...choices]}
            onPick={insert}
          />
        )}
        <textarea
          className="input"
          rows={4}
          dir="auto"
          maxLength={2000}
          aria-label={t('holding.text')}
          placeholder={t('holding.text')}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            plan.reset()
          }}
        />
        {plan.data !== undefined && <Sum planned={plan.data} />}
        {fault !== null && <p role="alert">{sayProblem(fault, words)}</p>}
        <button
          type="submit"
          className="button button-main"
          aria-disabled={text.trim() === '' || plan.isPending || send.isPending}
        >
          {t(plan.data === undefined ? 'holding.plan' : 'holding.send')}
        </button>
      </form>
    </Sheet>
  )
}
