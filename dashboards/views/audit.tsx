// The audit log: who did what to whom and when, narrowed by filters that stay in the address, and taken out as a file.
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useMemo } from 'react'
import type { AuditWire } from '../../src/http/contract.ts'
import { type AuditPage, access } from '../api-access.ts'
import { useWords } from '../i18n.tsx'
import { Awaited } from '../parts/awaited.tsx'
import { Empty } from '../parts/empty.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { Pick } from '../parts/pick.tsx'
import { navigate, useQuery } from '../router.tsx'
import { useMay } from '../session.ts'
import './account/account.css'
import './audit/audit.css'

const filters = ['action', 'actor', 'from', 'to'] as const
type Filter = Partial<Record<(typeof filters)[number], string>>

const useFilter = (): Filter => {
  const query = useQuery()
  return useMemo(
    () => Object.fromEntries(filters.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : []))),
    [query],
  )
}
const addressOf = (filter: Filter) => {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given as [string, string][]).toString()
  return text === '' ? '/audit' : `/audit?${text}`
}

/** Days as people choose them; the server takes moments. The last day counts whole. */
const asked = ({ from, to, ...rest }: Filter): Filter => {
  const next = to === undefined ? undefined : new Date(`${to}T00:00:00`)
  next?.setDate(next.getDate() + 1)
  return {
    ...rest,
    ...(from === undefined ? {} : { from: new Date(`${from}T00:00:00`).toISOString() }),
    ...(next === undefined ? {} : { to: next.toISOString() }),
  }
}

const Filters = ({ filter, actions }: { filter: Filter; actions: readonly string[] }) => {
  const { t, code } = useWords()
  const change = (more: Filter) => navigate(addressOf({ ...filter, ...more }), 'replace')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    change({ actor: String(new FormData(event.currentTarget).get('actor')).trim() })
  }
  const known = filter.action !== undefined && !actions.includes(filter.action) ? [filter.action, ...actions] : actions
  return (
    <form className="audit-filters" onSubmit={submit}>
      <Pick
        label={t('audit.action')}
        value={filter.action ?? ''}
        choices={[
          ['', t('audit.anyAction')],
          ...known.map((one) => [one, code(`audit.did.${one}`, 'audit.did', { action: one })] as const),
        ]}
        onPick={(action) => change({ action })}
      />
      <input
        className="input"
        name="actor"
        type="search"
        aria-label={t('audit.actor')}
        placeholder={t('audit.actor')}
        defaultValue={filter.actor ?? ''}
        onBlur={(event) =>
          event.currentTarget.value !== (filter.actor ?? '') && event.currentTarget.form?.requestSubmit()
        }
      />
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="audit-day">
          {t(name === 'from' ? 'audit.from' : 'audit.to')}
          <input
            className="input"
            type="date"
            value={filter[name] ?? ''}
            onChange={(event) => change({ [name]: event.target.value })}
          />
        </label>
      ))}
    </form>
  )
}

const Export = ({ filter }: { filter: Filter }) => {
  const { t } = useWords()
  const address = (format: string) => `/api/v1/audit/export?${new URLSearchParams({ ...asked(filter), format })}`
  return (
    <span className="actions">
      <a className="button button-small" href={address('csv')} download>
        {t('audit.csv')}
      </a>
      <a className="button button-small" href={address('jsonl')} download>
        {t('audit.jsonl')}
      </a>
    </span>
  )
}

const Entry = ({ entry }: { entry: AuditWire }) => {
  const { t, code, format } = useWords()
  const more = Object.entries(entry.data).filter(([, value]) => value !== null && value !== false)
  return (
    <li className="access-row">
      <span className="access-what">
        <b>
          {entry.actor.name === null ? (
            code(`audit.by.${entry.actor.kind}`, 'audit.by.machine')
          ) : (
            <bdi>{entry.actor.name}</bdi>
          )}
        </b>
        <span>{code(`audit.did.${entry.action}`, 'audit.did', { action: entry.action })}</span>
        {(entry.subject !== null || more.length > 0) && (
          <details>
            <summary>{t('audit.more')}</summary>
            <dl className="audit-data">
              {entry.subject !== null && (
                <>
                  <dt>{t('audit.subject')}</dt>
                  <dd>
                    <bdi dir="ltr">{entry.subject}</bdi>
                  </dd>
                </>
              )}
              {more.map(([name, value]) => (
                <div key={name} className="audit-pair">
                  <dt>
                    <bdi dir="ltr">{name}</bdi>
                  </dt>
                  <dd>
                    <bdi>{typeof value === 'string' ? value : JSON.stringify(value)}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </span>
      <time className="quiet" dateTime={entry.at}>
        {format.dateTime(entry.at)}
      </time>
    </li>
  )
}

const Log = ({ filter }: { filter: Filter }) => {
  const { t } = useWords()
  const log = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) => access.audit({ ...asked(filter), limit: 60, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: AuditPage) => page.next,
  })
  return (
    <>
      <Filters filter={filter} actions={log.data?.pages[0]?.actions ?? []} />
      <Awaited query={log} rows={6}>
        {({ pages }) => {
          const entries = pages.flatMap(({ items }) => items)
          if (entries.length === 0) return <Empty title={t('audit.none')}>{t('audit.noneWhy')}</Empty>
          return (
            <ol className="card access-list audit-list">
              {entries.map((entry) => (
                <Entry key={entry.seq} entry={entry} />
              ))}
            </ol>
          )
        }}
      </Awaited>
      <LoadMore query={log} />
    </>
  )
}

export const Audit = () => {
  const { t } = useWords()
  const filter = useFilter()
  if (!useMay('audit.read')) return <Empty title={t('people.notYours')}>{t('people.notYoursWhy')}</Empty>
  return (
    <div className="page-narrow">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.audit')}</h1>
        <Export filter={filter} />
      </header>
      <Log filter={filter} />
    </div>
  )
}
