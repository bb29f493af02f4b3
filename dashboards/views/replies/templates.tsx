// Messages the channel approved in advance: the only way to write once the window has closed.
import { useQuery } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { OfferedTemplateWire, TemplateWire } from '../../../src/http/contract.ts'
import { type NewTemplate, replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { PressButton } from '../../parts/press-button.tsx'
import { Rows } from '../../parts/rows.tsx'
import { usePress } from '../../use-press.ts'
import { Wording } from './wording.tsx'

const stale = [['templates']]
const known = ['text', 'reference', 'link', 'area', 'topic', 'count'] as const

/** In the order in which they stand in the body: that is how the platform numbers them. */
const variablesOf = (body: string): NewTemplate['variables'] => [
  ...new Set([...body.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => known.find((one) => one === name) ?? [])),
]

const NewTemplateForm = () => {
  const { t } = useWords()
  const { busy, press } = usePress(stale)
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

const Language = ({ code }: { code: string }) => {
  const { format } = useWords()
  return <span className="chip">{format.language(code)}</span>
}

/** Their numbers become our names: the first is most often what is told, the second what it is about. */
const named = (body: string) =>
  body.replace(/\{\{\s*(\d+)\s*\}\}/g, (whole, number) =>
    known[Number(number) - 1] ? `{${known[Number(number) - 1]}}` : whole,
  )

const Offered = ({ offered }: { offered: readonly OfferedTemplateWire[] }) => {
  const { t } = useWords()
  if (offered.length === 0) return null
  return (
    <>
      <h3>{t('templates.offered')}</h3>
      <p className="quiet">{t('templates.offeredWhy')}</p>
      <ul>
        {offered.map(({ name, language, body }) => {
          const ours = named(body)
          const keep = () => replying.keepTemplate({ name, language, body: ours, variables: variablesOf(ours) })
          return (
            <Wording
              key={`${name} ${language}`}
              name={name}
              texts={{ [language]: ours }}
              marks={<Language code={language} />}
            >
              <PressButton work={keep} stale={stale} done={t('templates.kept')} of={name}>
                {t('templates.keep')}
              </PressButton>
            </Wording>
          )
        })}
      </ul>
    </>
  )
}

const Kept = ({ template, may }: { template: TemplateWire; may: boolean }) => {
  const { t, code } = useWords()
  const { id, name, language, category, standing, body } = template
  const marks = (
    <>
      <Language code={language} />{' '}
      <span className="chip">{code(`templates.category.${category}`, 'templates.category', { category })}</span>{' '}
      {standing !== null && (
        <span className={standing === 'approved' ? 'chip tone-leaf' : 'chip tone-coral'}>
          {code(`templates.standing.${standing}`, 'templates.standing', { standing })}
        </span>
      )}
    </>
  )
  return (
    <Wording name={name} texts={{ [language]: body }} marks={marks}>
      {may && (
        <PressButton work={() => replying.dropTemplate(id)} stale={stale} of={name}>
          {t('templates.drop')}
        </PressButton>
      )}
    </Wording>
  )
}

export const Templates = ({ may }: { may: boolean }) => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['templates'], queryFn: replying.templates })
  return (
    <Part name="templates" title={t('templates.title')} lead={t('templates.lead')}>
      <Awaited query={query}>
        {({ items, offered }) => (
          <>
            <Rows of={items} none={t('templates.none')}>
              {(one) => <Kept key={one.id} template={one} may={may} />}
            </Rows>
            {may && <Offered offered={offered} />}
          </>
        )}
      </Awaited>
      {may && <NewTemplateForm />}
    </Part>
  )
}
