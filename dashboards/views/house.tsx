// The house's rules: hours to a first answer that it promises, names and words it added, and the agencies and topics it knows.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import type { ServiceRulesWire } from '../../src/http/contract.ts'
import { desk } from '../api-desk.ts'
import { useWords } from '../i18n.tsx'
import { notify } from '../notices.ts'
import { Awaited } from '../parts/awaited.tsx'
import { notifyFailure } from '../parts/failure.tsx'
import { useMay, useMe } from '../session.ts'
import { Additions } from './house/additions.tsx'
import { Agencies } from './house/agencies.tsx'
import './alerts/alerts.css'

const kinds = ['emergency', 'complaint', 'inquiry', 'suggestion'] as const

const Hours = ({ given }: { given: ServiceRulesWire }) => {
  const words = useWords()
  const { t } = words
  const client = useQueryClient()
  const may = useMay('rule.change')
  const name = useId()
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const hours = Object.fromEntries(kinds.map((kind) => [kind, Number(form.get(kind))])) as ServiceRulesWire['hours']
    try {
      client.setQueryData(['service-rules'], await desk.setServiceRules({ hours }))
      await client.invalidateQueries({ queryKey: ['cases'] })
      notify({ text: t('house.saved'), tone: 'done' })
    } catch (error) {
      notifyFailure(error, words)
    }
  }
  return (
    <form className="card house" onSubmit={save} aria-labelledby={name}>
      <h2 id={name}>{t('house.hours')}</h2>
      <p className="quiet">{t('house.hoursWhy')}</p>
      <div className="house-hours">
        {kinds.map((kind) => (
          <label key={kind} className="field">
            <span className="field-label">{t(`kind.${kind}`)}</span>
            <input
              className="input"
              type="number"
              name={kind}
              min={0.25}
              max={1440}
              step={0.25}
              required
              disabled={!may}
              defaultValue={given.hours[kind]}
            />
          </label>
        ))}
      </div>
      {may && (
        <button type="submit" className="button button-main">
          {t('save')}
        </button>
      )}
    </form>
  )
}

export const House = () => {
  const { t } = useWords()
  const me = useMe()
  const mayAdd = me.may.includes('rule.change') && me.agencies == null
  const query = useQuery({ queryKey: ['service-rules'], queryFn: desk.serviceRules })
  return (
    <div className="page-narrow steps">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.house')}</h1>
      </header>
      <Awaited query={query}>{(rules) => <Hours given={rules} />}</Awaited>
      {mayAdd && <Additions />}
      <Agencies may={mayAdd} />
    </div>
  )
}
