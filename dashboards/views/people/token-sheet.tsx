// A token for a program: what it may do and for how long; its secret is shown once.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { access } from '../../api-access.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { Field } from '../../parts/field.tsx'
import { Form } from '../../parts/form.tsx'
import { PickField } from '../../parts/pick.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { AgencyPicker } from './agency-picker.tsx'
import { RolePick } from './role-pick.tsx'

const lives = [7, 30, 90, 365]

/** Clipboards need a secure page; the secret can be selected by hand anywhere. */
const Secret = ({ secret, onClose }: { secret: string; onClose: () => void }) => {
  const { t } = useWords()
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    notify({ text: t('token.copied'), tone: 'done' })
  }
  return (
    <div className="dialog-form" role="status">
      <p>{t('token.once')}</p>
      <code className="secret" dir="ltr">
        {secret}
      </code>
      <div className="actions">
        {navigator.clipboard !== undefined && (
          <button type="button" className="button button-main" onClick={copy}>
            {t('token.copy')}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {t('close')}
        </button>
      </div>
    </div>
  )
}

/** Only what programs mostly do; the rest is for the command line. */
const kinds = { all: undefined, read: ['read'], push: ['post.push'] } as const
const kindNames = ['all', 'read', 'push'] as const satisfies readonly (keyof typeof kinds)[]

export const NewToken = ({ onClose }: { onClose: () => void }) => {
  const { t, format } = useWords()
  const client = useQueryClient()
  const [role, setRole] = useState('viewer')
  const [kind, setKind] = useState<(typeof kindNames)[number]>('all')
  const [days, setDays] = useState('90')
  const [agencies, setAgencies] = useState<readonly string[] | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const run = async (given: FormData) => {
    const rights = kinds[kind]
    const token = {
      name: String(given.get('name')),
      role: kind === 'push' ? 'admin' : role,
      days: Number(days),
      agencies,
    }
    const made = await access.addToken(rights === undefined ? token : { ...token, rights })
    setSecret(made.token)
    await client.invalidateQueries({ queryKey: ['tokens'] })
  }
  return (
    <Sheet title={t('token.add')} onClose={onClose}>
      {secret !== null ? (
        <Secret secret={secret} onClose={onClose} />
      ) : (
        <Form go={t('token.addGo')} run={run} onClose={onClose}>
          <Field label={t('token.name')} name="name" autoComplete="off" hint={t('token.nameHint')} />
          <PickField
            label={t('token.may')}
            value={kind}
            none="all"
            choices={kindNames.map((name) => [name, t(`token.kind.${name}`)])}
            onPick={(value) => setKind(kindNames.find((name) => name === value) ?? 'all')}
          />
          {kind !== 'push' && <RolePick value={role} onPick={setRole} />}
          <PickField
            label={t('token.life')}
            value={days}
            choices={lives.map((life) => [String(life), t('token.days', { days: format.number(life) })])}
            onPick={setDays}
          />
          <AgencyPicker value={agencies} onChange={setAgencies} />
        </Form>
      )}
    </Sheet>
  )
}
