// Words used again and again, by agency and topic, in each language.
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { PickField } from '../../parts/pick.tsx'
import { PressButton } from '../../parts/press-button.tsx'
import { Rows } from '../../parts/rows.tsx'
import { useReference } from '../../queries.ts'
import { useNamed } from '../../use-named.ts'
import { usePress } from '../../use-press.ts'
import { Wording } from './wording.tsx'

const stale = [['snippets']]

const NewSnippet = () => {
  const { t } = useWords()
  const named = useNamed()
  const reference = useReference().data
  const { busy, press } = usePress(stale)
  const [agency, setAgency] = useState('')
  const [topic, setTopic] = useState('')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const [ar, en] = [String(given.get('ar')).trim(), String(given.get('en')).trim()]
    const texts = { ...(ar === '' ? {} : { ar }), ...(en === '' ? {} : { en }) }
    const body = { name: String(given.get('name')), agency: agency || null, topic: topic || null, texts }
    void press(async () => {
      await replying.keepSnippet(body)
      form.reset()
    }, t('snippets.kept'))()
  }
  return (
    <form className="replies-grid" onSubmit={submit}>
      <label className="field">
        <span className="field-label">{t('snippets.name')}</span>
        <input className="input" name="name" required maxLength={100} dir="auto" />
      </label>
      <PickField
        label={t('snippets.agency')}
        value={agency}
        choices={[['', t('snippets.anyAgency')], ...named(reference?.agencies)]}
        onPick={setAgency}
      />
      <PickField
        label={t('snippets.topic')}
        value={topic}
        choices={[['', t('snippets.anyTopic')], ...named(reference?.topics.filter(({ retired }) => !retired))]}
        onPick={setTopic}
      />
      {(['ar', 'en'] as const).map((language) => (
        <label key={language} className="field">
          <span className="field-label">{t(`snippets.text.${language}`)}</span>
          <textarea
            className="input"
            name={language}
            lang={language}
            dir={language === 'ar' ? 'rtl' : 'ltr'}
            rows={3}
            maxLength={4096}
          />
        </label>
      ))}
      <p className="quiet">{t('snippets.variables', { names: '{reference} {area} {topic} {count} {link} {name}' })}</p>
      <div className="actions">
        <button type="submit" className="button" disabled={busy}>
          {t('snippets.keep')}
        </button>
      </div>
    </form>
  )
}

export const Snippets = ({ may }: { may: boolean }) => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['snippets'], queryFn: replying.snippets })
  return (
    <Part name="snippets" title={t('snippets.title')}>
      <Awaited query={query}>
        {({ items }) => (
          <Rows of={items} none={t('snippets.none')}>
            {({ id, name, texts }) => (
              <Wording key={id} name={name} texts={texts}>
                {may && (
                  <PressButton work={() => replying.dropSnippet(id)} stale={stale} of={name}>
                    {t('snippets.drop')}
                  </PressButton>
                )}
              </Wording>
            )}
          </Rows>
        )}
      </Awaited>
      {may && <NewSnippet />}
    </Part>
  )
}
