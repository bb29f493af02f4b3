// Systems that are told what happens to cases: added with a secret that is shown once, tried, and told no more.
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { HookWire, NewHookWire } from '../../../src/http/contract.ts'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { PressButton } from '../../parts/press-button.tsx'
import { Rows } from '../../parts/rows.tsx'
import { Tick } from '../../parts/tick.tsx'
import { usePress } from '../../use-press.ts'

const events = ['case.opened', 'case.merged', 'case.split', 'case.replied', 'case.closed'] as const

const stale = [['hooks']]

const Row = ({ hook }: { hook: HookWire }) => {
  const { t, format } = useWords()
  const tryIt = async () => {
    const { status } = await replying.testHook(hook.id)
    const good = status >= 200 && status < 300
    notify({ text: t(status === 0 ? 'hooks.noAnswer' : 'hooks.answered', { status }), tone: good ? 'done' : 'fault' })
  }
  return (
    <li>
      <b>
        <bdi dir="ltr">{hook.url}</bdi>
      </b>
      <p className="quiet">
        {hook.events.map((event) => t(`hooks.${event}`)).join(' · ')}
        {hook.last !== null &&
          ` · ${t('hooks.last', { status: hook.last.status, time: format.dateTime(hook.last.at) })}`}
      </p>
      <p className="actions">
        {hook.stoppedAt !== null && <span className="chip tone-coral">{t('hooks.stopped')}</span>}
        <PressButton work={tryIt} stale={stale} of={hook.url}>
          {t('hooks.test')}
        </PressButton>
        <PressButton work={() => replying.dropHook(hook.id)} stale={stale} of={hook.url}>
          {t('hooks.drop')}
        </PressButton>
      </p>
    </li>
  )
}

const NewHook = ({ onAdded }: { onAdded: (hook: NewHookWire) => void }) => {
  const { t } = useWords()
  const { busy, press } = usePress(stale)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const chosen = events.filter((name) => given.get(name) !== null)
    void press(async () => {
      onAdded(await replying.addHook({ url: String(given.get('url')).trim(), events: chosen }))
      form.reset()
    })()
  }
  return (
    <form className="replies-grid" onSubmit={submit}>
      <label className="field">
        <span className="field-label">{t('hooks.url')}</span>
        <input className="input" name="url" type="url" dir="ltr" required maxLength={2000} />
      </label>
      <fieldset className="agency-picker">
        <legend className="field-label">{t('hooks.events')}</legend>
        {events.map((name) => (
          <Tick key={name} name={name} defaultChecked>
            {t(`hooks.${name}`)}
          </Tick>
        ))}
      </fieldset>
      <div className="actions">
        <button type="submit" className="button" disabled={busy}>
          {t('hooks.add')}
        </button>
      </div>
    </form>
  )
}

export const Hooks = () => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['hooks'], queryFn: replying.hooks })
  const [added, setAdded] = useState<NewHookWire | null>(null)
  return (
    <Part name="hooks" title={t('hooks.title')} lead={t('hooks.lead')}>
      {added !== null && (
        <div role="status">
          <p>{t('hooks.secret')}</p>
          <p className="secret" dir="ltr">
            {added.secret}
          </p>
        </div>
      )}
      <Awaited query={query}>
        {({ items }) => (
          <Rows of={items} none={t('hooks.none')}>
            {(one) => <Row key={one.id} hook={one} />}
          </Rows>
        )}
      </Awaited>
      <NewHook onAdded={setAdded} />
    </Part>
  )
}
