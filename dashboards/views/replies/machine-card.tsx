// What the machine may say by itself: which sentences, in both languages, and when it keeps silent.
import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { PolicyWire } from '../../../src/http/contract.ts'
import { type PolicyChange, replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { Tick } from '../../parts/tick.tsx'
import { usePress } from '../../use-press.ts'

type Props = { policy: PolicyWire; change: (change: PolicyChange) => () => Promise<void>; governs: boolean }
const languages = ['ar', 'en'] as const

const Ticks = ({ policy, change, governs }: Props) => {
  const { t } = useWords()
  const ticks = [
    ['acknowledgement', policy.acknowledgement.on, (on: boolean) => ({ acknowledgement: { on } })],
    ['followUps', policy.followUps, (on: boolean) => ({ followUps: on })],
    ['satisfaction', policy.satisfaction.on, (on: boolean) => ({ satisfaction: { on } })],
    ['xAnswersAnyone', policy.xAnswersAnyone, (on: boolean) => ({ xAnswersAnyone: on })],
  ] as const
  return (
    <ul>
      {ticks.map(([name, on, to]) => (
        <li key={name}>
          <Tick checked={on} disabled={!governs} onChange={(event) => void change(to(event.target.checked))()}>
            {t(`policy.${name}`)}
          </Tick>
        </li>
      ))}
    </ul>
  )
}

const said = ['acknowledgement', 'satisfaction'] as const

const textsOf = (given: FormData, name: string) =>
  Object.fromEntries(
    languages.flatMap((language) => {
      const text = String(given.get(`${name}.${language}`)).trim()
      return text === '' ? [] : [[language, text]]
    }),
  )

/** Both times empty: no quiet hours. */
const quietOf = (given: FormData): PolicyWire['quiet'] => {
  const [from, to] = [String(given.get('from')), String(given.get('to'))]
  return from === '' || to === '' ? null : { from, to }
}

const Sentences = ({ policy, change, governs }: Props) => {
  const { t } = useWords()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const texts = said.map((name) => [name, { texts: textsOf(given, name) }])
    void change({ ...Object.fromEntries(texts), greeting: textsOf(given, 'greeting'), quiet: quietOf(given) })()
  }
  return (
    <form className="replies-grid" onSubmit={submit}>
      {(['greeting', ...said] as const).flatMap((name) =>
        languages.map((language) => (
          <label key={`${name}.${language}`} className="field">
            <span className="field-label">{t(`policy.text.${name}.${language}`)}</span>
            <textarea
              className="input"
              name={`${name}.${language}`}
              lang={language}
              dir={language === 'ar' ? 'rtl' : 'ltr'}
              rows={name === 'acknowledgement' ? 5 : 2}
              maxLength={1000}
              required={language === 'ar'}
              readOnly={!governs}
              defaultValue={(name === 'greeting' ? policy.greeting : policy[name].texts)[language] ?? ''}
            />
          </label>
        )),
      )}
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="field">
          <span className="field-label">{t(`policy.quiet.${name}`)}</span>
          <input
            className="input"
            type="time"
            name={name}
            dir="ltr"
            readOnly={!governs}
            defaultValue={policy.quiet?.[name] ?? ''}
          />
        </label>
      ))}
      <p className="quiet">{t('policy.quiet.hint')}</p>
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

export const MachineCard = ({ governs }: { governs: boolean }) => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['reply-policy'], queryFn: replying.policy })
  const { press } = usePress([['reply-policy']])
  const change: Props['change'] = (what) => press(() => replying.changePolicy(what), t('policy.saved'))
  return (
    <Part name="machine" title={t('policy.machine')}>
      <Awaited query={query}>
        {(policy) => (
          <>
            <Ticks policy={policy} change={change} governs={governs} />
            <Sentences key={JSON.stringify(policy)} policy={policy} change={change} governs={governs} />
          </>
        )}
      </Awaited>
    </Part>
  )
}
