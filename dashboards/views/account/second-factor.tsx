// One's own second factor: begun by the password, drawn as a picture, turned on by its first code; then its recovery codes.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BegunFactorWire } from '../../../src/http/contract.ts'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Field, Whose } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { useMe } from '../../session.ts'

type AskProps = {
  readonly field: 'password' | 'code'
  readonly label: string
  readonly go: string
  readonly hint?: string
  readonly danger?: boolean
  readonly run: (value: string) => Promise<unknown>
}

/** One field and one button: what is asked before a proof is changed. */
const Ask = ({ field, label, go, hint, danger = false, run }: AskProps) => {
  const { name } = useMe()
  const secret = field === 'password'
  return (
    <Form go={go} aside={danger} run={(given) => run(String(given.get(field)))}>
      <Whose name={name} />
      <Field
        label={label}
        name={field}
        type={secret ? 'password' : 'text'}
        autoComplete={secret ? 'current-password' : 'one-time-code'}
        hint={hint}
      />
    </Form>
  )
}

const Recovery = ({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) => {
  const { t } = useWords()
  return (
    <div className="recovery" role="status">
      <p>{t('factor.keep')}</p>
      <ol dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <button type="button" className="button button-main" onClick={onDone}>
        {t('factor.kept')}
      </button>
    </div>
  )
}

const Begun = ({ begun, onCodes }: { begun: BegunFactorWire; onCodes: (codes: readonly string[]) => void }) => {
  const { t } = useWords()
  const groups = begun.secret.match(/.{1,4}/g)?.join(' ') ?? ''
  return (
    <>
      <p>{t('factor.scan')}</p>
      <img className="factor-picture" src={begun.picture} alt={t('factor.picture')} />
      <p className="quiet">
        {t('factor.type')} <code dir="ltr">{groups}</code>
      </p>
      <Ask
        field="code"
        label={t('factor.firstCode')}
        go={t('factor.confirm')}
        run={async (code) => onCodes((await access.confirmFactor(code)).codes)}
      />
    </>
  )
}

const On = ({ required, left, onCodes }: { required: boolean; left: number; onCodes: (codes: string[]) => void }) => {
  const { t, format } = useWords()
  const client = useQueryClient()
  const [doing, setDoing] = useState<'codes' | 'end' | null>(null)
  const end = async (code: string) => {
    await access.endFactor(code)
    setDoing(null)
    await client.invalidateQueries({ queryKey: ['factor'] })
  }
  return (
    <>
      <p>
        <span className="chip tone-leaf">{t('factor.on')}</span> {t('factor.left', { count: format.number(left) })}
      </p>
      <div className="actions">
        <button type="button" className="button" onClick={() => setDoing('codes')}>
          {t('factor.newCodes')}
        </button>
        {!required && (
          <button type="button" className="button" onClick={() => setDoing('end')}>
            {t('factor.end')}
          </button>
        )}
      </div>
      {doing === 'codes' && (
        <Ask
          field="code"
          label={t('signIn.code')}
          go={t('factor.newCodes')}
          hint={t('factor.newCodesHint')}
          run={async (code) => onCodes((await access.newCodes(code)).codes)}
        />
      )}
      {doing === 'end' && <Ask field="code" label={t('signIn.code')} go={t('factor.end')} danger run={end} />}
    </>
  )
}

export const SecondFactor = () => {
  const { t } = useWords()
  const client = useQueryClient()
  const factor = useQuery({ queryKey: ['factor'], queryFn: access.factor })
  const [begun, setBegun] = useState<BegunFactorWire | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const done = async () => {
    setCodes(null)
    setBegun(null)
    await Promise.all(['factor', 'me', 'sessions'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  }
  if (codes !== null) return <Recovery codes={codes} onDone={done} />
  return (
    <Awaited query={factor} rows={2}>
      {({ state, required, recoveryCodes }) => {
        if (state === 'on') return <On required={required} left={recoveryCodes} onCodes={setCodes} />
        if (begun !== null) return <Begun begun={begun} onCodes={setCodes} />
        return (
          <>
            <p>{t(required ? 'factor.must' : 'factor.why')}</p>
            <Ask
              field="password"
              label={t('account.password')}
              go={t('factor.begin')}
              run={async (password) => setBegun(await access.beginFactor(password))}
            />
          </>
        )
      }}
    </Awaited>
  )
}
