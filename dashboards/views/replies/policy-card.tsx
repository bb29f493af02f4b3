// How replies go: the kill switch, who approves, how many an hour, and the delay.
import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { PolicyWire } from '../../../src/http/contract.ts'
import { type PolicyChange, replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { usePress } from '../../use-press.ts'

type Change = (change: PolicyChange) => () => Promise<void>

const Switch = ({ policy, change, busy }: { policy: PolicyWire; change: Change; busy: boolean }) => {
  const { t } = useWords()
  return (
    <p className="actions" role={policy.stopped ? 'alert' : undefined}>
      {policy.stopped && <strong className="chip tone-coral">{t('policy.stopped')}</strong>}
      <button
        type="button"
        className={policy.stopped ? 'button button-main' : 'button'}
        disabled={busy}
        onClick={change({ stopped: !policy.stopped })}
      >
        {t(policy.stopped ? 'policy.go' : 'policy.stop')}
      </button>
    </p>
  )
}

const numbers = ['approvalAbove', 'hourlyCap', 'delaySeconds'] as const

const Numbers = ({ policy, change, governs }: { policy: PolicyWire; change: Change; governs: boolean }) => {
  const { t } = useWords()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const hotlines = String(given.get('hotlines'))
      .split(/[\n،,]+/)
      .map((one) => one.trim())
      .filter((one) => one !== '')
    void change({ ...Object.fromEntries(numbers.map((name) => [name, Number(given.get(name))])), hotlines })()
  }
  return (
    <form className="replies-grid" onSubmit={submit}>
      {numbers.map((name) => (
        <label key={name} className="field">
          <span className="field-label">{t(`policy.${name}`)}</span>
          <input
            className="input"
            name={name}
            type="number"
            dir="ltr"
            min={name === 'hourlyCap' ? 1 : 0}
            max={name === 'delaySeconds' ? 3600 : 1_000_000}
            required
            defaultValue={policy[name]}
            readOnly={!governs}
          />
        </label>
      ))}
      <label className="field">
        <span className="field-label">{t('policy.hotlines')}</span>
        <textarea
          className="input"
          name="hotlines"
          dir="ltr"
          rows={2}
          defaultValue={policy.hotlines.join('\n')}
          readOnly={!governs}
        />
      </label>
      {governs && (
        <div className="actions">
          <button type="submit" className="button">
            {t('policy.save')}
          </button>
        </div>
      )}
    </form>
  )
}

export const PolicyCard = ({ governs }: { governs: boolean }) => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['reply-policy'], queryFn: replying.policy })
  const { busy, press } = usePress([['reply-policy']])
  const change: Change = (what) => press(() => replying.changePolicy(what), t('policy.saved'))
  return (
    <Part name="policy" title={t('policy.title')}>
      <Awaited query={query}>
        {(policy) => (
          <>
            {governs && <Switch policy={policy} change={change} busy={busy} />}
            <Numbers key={JSON.stringify(policy)} policy={policy} change={change} governs={governs} />
          </>
        )}
      </Awaited>
    </Part>
  )
}
