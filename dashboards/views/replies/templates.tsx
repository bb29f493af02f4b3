// Messages the channel approved in advance: the only way to write once the window has closed.
import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { OfferedTemplateWire } from '../../../src/http/contract.ts'
import { type NewTemplate, replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { usePress } from '../../use-press.ts'

const known = ['text', 'reference', 'link', 'area', 'topic', 'count'] as const

/** In the order in which they stand in the body: that is how the platform numbers them. */
const variablesOf = (body: string): NewTemplate['variables'] => [
  ...new Set([...body.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => known.find((one) => one === name) ?? [])),
]

const NewTemplateForm = () => {
  const { t } = useWords()
  const { busy, press } = usePress([['templates']])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const body = String(given.get('body')).trim()
    const template = { name: String(given.get('name')), language: String(given.get('language')), body }
    void press(async () => {
      await replying.keepTemplate({ ...template, variables: variablesOf(body) })
      form.reset()
    }, t('templates.kept'))()
  }
  return (
    <form className="replies-grid" onSubmit={submit}>
      <label className="field">
        <span className="field-label">{t('templates.name')}</span>
        <input className="input" name="name" dir="ltr" required pattern="[a-z0-9_]+" maxLength={512} />
      </label>
      <label className="field">
        <span className="field-label">{t('templates.language')}</span>
        <input
          className="input"
          name="language"
          dir="ltr"
          required
          pattern="[a-z]{2,3}(_[A-Z]{2})?"
          defaultValue="ar"
        />
      </label>
      <label className="field">
        <span className="field-label">{t('templates.body')}</span>
        <textarea className="input" name="body" dir="auto" rows={3} required maxLength={1024} />
      </label>
      <p className="quiet">{t('templates.variables', { names: known.map((name) => `{${name}}`).join(' ') })}</p>
      <div className="actions">
        <button type="submit" className="button" disabled={busy}>
          {t('templates.keep')}
        </button>
      </div>
    </form>
  )
}

/** Their numbers become our names: the first is most often what is told, the second what it is about. */
const named = (body: string) =>
  body.replace(/\{\{\s*(\d+)\s*\}\}/g, (whole, number) =>
    known[Number(number) - 1] ? `{${known[Number(number) - 1]}}` : whole,
  )

const Offered = ({ offered }: { offered: readonly OfferedTemplateWire[] }) => {
  const { t } = useWords()
  const { busy, press } = usePress([['templates']])
  if (offered.length === 0) return null
  const keep = ({ name, language, body }: OfferedTemplateWire) =>
    press(
      () => replying.keepTemplate({ name, language, body: named(body), variables: variablesOf(named(body)) }),
      t('templates.kept'),
    )
  return (
    <>
      <h3>{t('templates.offered')}</h3>
      <p className="quiet">{t('templates.offeredWhy')}</p>
      <ul>
        {offered.map((one) => (
          <li key={`${one.name} ${one.language}`}>
            <p>
              <b dir="ltr">{one.name}</b> <span className="chip">{one.language}</span>
            </p>
            <p className="words" lang={one.language.slice(0, 2)} dir="auto">
              {named(one.body)}
            </p>
            <p className="actions">
              <button type="button" className="button" disabled={busy} onClick={keep(one)}>
                {t('templates.keep')} <span className="unseen">{one.name}</span>
              </button>
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

export const Templates = ({ may }: { may: boolean }) => {
  const { t, code } = useWords()
  const { data } = useQuery({ queryKey: ['templates'], queryFn: replying.templates })
  const { busy, press } = usePress([['templates']])
  if (data === undefined) return null
  return (
    <section className="card" aria-labelledby="templates">
      <h2 id="templates">{t('templates.title')}</h2>
      <p className="quiet">{t('templates.lead')}</p>
      <ul>
        {data.items.map((one) => (
          <li key={one.id}>
            <p>
              <b dir="ltr">{one.name}</b> <span className="chip">{one.language}</span>{' '}
              <span className="chip">{one.category}</span>{' '}
              {one.standing !== null && (
                <span className={one.standing === 'approved' ? 'chip tone-leaf' : 'chip tone-coral'}>
                  {code(`templates.standing.${one.standing}`, 'templates.standing', { standing: one.standing })}
                </span>
              )}
            </p>
            <p className="words" lang={one.language.slice(0, 2)} dir="auto">
              {one.body}
            </p>
            {may && (
              <p className="actions">
                <button
                  type="button"
                  className="button"
                  disabled={busy}
                  onClick={press(() => replying.dropTemplate(one.id))}
                >
                  {t('templates.drop')}
                </button>
              </p>
            )}
          </li>
        ))}
      </ul>
      {may && <Offered offered={data.offered} />}
      {may && <NewTemplateForm />}
    </section>
  )
}
