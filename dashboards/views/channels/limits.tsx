// What a channel has cost this month, what it still allows, which messages it has approved, and what of it is not known here.
import type { ConnectorWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'

export const Budget = ({ budget }: { budget: NonNullable<ConnectorWire['budget']> }) => {
  const { t, code, format } = useWords()
  const { spentUsd, capUsd, state, lines } = budget
  return (
    <section className="connector-part">
      <h3>{t('channels.budget')}</h3>
      <p className={state === 'ok' ? 'connector-line' : 'connector-line connector-fault'}>
        {capUsd === null
          ? t('channels.spent', { sum: spentUsd.toFixed(2) })
          : t('channels.spentOf', { sum: spentUsd.toFixed(2), cap: capUsd.toFixed(2) })}
        {state !== 'ok' && <span> {code(`budget.${state}`, 'budget.warning')}</span>}
      </p>
      {capUsd !== null && (
        <progress
          max={capUsd}
          value={Math.min(spentUsd, capUsd)}
          aria-label={t('channels.budget')}
          data-state={state}
        />
      )}
      {lines.length > 0 && (
        <ul className="connector-lines">
          {lines.map(({ what, count, usd }) => (
            <li key={what}>
              {code(`price.${what}`, 'price.other')} · {format.number(count)} · <bdi dir="ltr">${usd.toFixed(3)}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

export const Allowances = ({ allowances }: { allowances: ConnectorWire['allowances'] }) => {
  const { t, format } = useWords()
  return (
    <details className="connector-part">
      <summary>{t('channels.allowances')}</summary>
      <ul className="connector-lines">
        {allowances.map(({ endpoint, account, limit, remaining, resetAt }) => (
          <li key={`${endpoint} ${account}`}>
            <bdi dir="ltr">{endpoint}</bdi> ·{' '}
            {t('channels.allowance', { remaining, limit, when: format.time(resetAt) })}
          </li>
        ))}
      </ul>
    </details>
  )
}

export const Templates = ({ templates }: { templates: ConnectorWire['templates'] }) => {
  const { t, code } = useWords()
  return (
    <details className="connector-part">
      <summary>{t('channels.templates', { count: templates.length })}</summary>
      <ul className="connector-lines">
        {templates.map(({ name, language, status }) => (
          <li key={`${name} ${language}`}>
            <bdi dir="ltr">
              {name} ({language})
            </bdi>{' '}
            · {code(`approval.${status}`, 'approval.other')}
          </li>
        ))}
      </ul>
    </details>
  )
}

export const Unknown = ({ unknown }: { unknown: ConnectorWire['unknown'] }) => {
  const { t, format } = useWords()
  return (
    <details className="connector-part">
      <summary>{t('channels.unknown', { count: unknown.length })}</summary>
      <p className="quiet">{t('channels.unknownWhat')}</p>
      <ul className="connector-lines">
        {unknown.map(({ path, deliveries, lastAt }) => (
          <li key={path}>
            <code dir="ltr">{path}</code> ·{' '}
            {t('channels.unknownPart', { count: deliveries, when: format.dateTime(lastAt) })}
          </li>
        ))}
      </ul>
    </details>
  )
}
