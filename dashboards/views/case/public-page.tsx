// What everybody may read of this case: published or not, a known issue or not, and the summary in both languages.
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import type { CasePageWire, CaseWire } from '../../../src/http/contract.ts'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { usePress } from '../../use-press.ts'

const Summary = ({ page, onSave }: { page: CasePageWire; onSave: (ar: string, en: string) => void }) => {
  const { t } = useWords()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    onSave(String(given.get('ar')).trim(), String(given.get('en')).trim())
  }
  return (
    <form className="dialog-form" onSubmit={submit}>
      {(['ar', 'en'] as const).map((language) => (
        <label key={language} className="field">
          <span className="field-label">{t(`page.summary.${language}`)}</span>
          <textarea
            className="input"
            name={language}
            lang={language}
            dir={language === 'ar' ? 'rtl' : 'ltr'}
            rows={2}
            maxLength={1000}
            defaultValue={page.summary[language] ?? ''}
          />
        </label>
      ))}
      <div className="actions">
        <button type="submit" className="button">
          {t('page.save')}
        </button>
      </div>
    </form>
  )
}

const Choices = ({ id, page, stale }: { id: string; page: CasePageWire; stale: readonly string[] }) => {
  const { t } = useWords()
  const { busy, press } = usePress([stale])
  const change = (what: Parameters<typeof replying.changePage>[1]) =>
    press(() => replying.changePage(id, what), t('page.changed'))
  return (
    <>
      <div className="actions">
        <button type="button" className="button" disabled={busy} onClick={change({ published: !page.published })}>
          {t(page.published ? 'page.withdraw' : 'page.publish')}
        </button>
        <button type="button" className="button" disabled={busy} onClick={change({ knownIssue: !page.knownIssue })}>
          {t(page.knownIssue ? 'page.unknow' : 'page.know')}
        </button>
        {page.published && page.path !== null && (
          <a className="link" href={page.path} target="_blank" rel="noreferrer">
            {t('page.open')}
          </a>
        )}
      </div>
      <Summary
        page={page}
        onSave={(ar, en) => change({ summary: { ...(ar ? { ar } : {}), ...(en ? { en } : {}) } })()}
      />
    </>
  )
}

export const PublicPage = ({ given }: { given: CaseWire }) => {
  const { t } = useWords()
  const heading = useId()
  const key = ['case', given.id, 'page']
  const query = useQuery({ queryKey: key, queryFn: () => replying.page(given.id) })
  return (
    <section className="card composer-card" aria-labelledby={heading}>
      <h2 id={heading} className="sent-title">
        {t('page.title')}
      </h2>
      <p className="quiet">{t('page.lead')}</p>
      <Awaited query={query} rows={2}>
        {(page) => <Choices id={given.id} page={page} stale={key} />}
      </Awaited>
    </section>
  )
}
