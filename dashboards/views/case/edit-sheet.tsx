// Corrects what the posts say of the case; an emptied field goes back to them.
import { type FormEvent, useState } from 'react'
import type { CaseWire } from '../../../src/http/contract.ts'
import type { Correction } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'
import { PickField } from '../../parts/pick.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { useReference } from '../../queries.ts'
import { useCaseActions } from '../../use-case-actions.ts'
import { useNamed } from '../../use-named.ts'

type Field = 'title' | 'area' | 'place' | 'topic'
type Draft = Readonly<Record<Field, string>>

const draftOf = ({ golden }: CaseWire): Draft => ({
  title: golden.title,
  area: golden.area?.id ?? '',
  place: golden.place ?? '',
  topic: golden.topic?.id ?? '',
})

/** Only what changed is said, so that two people may correct two fields. */
const correctionOf = (before: Draft, after: Draft): Correction => {
  const changed = (Object.keys(before) as Field[]).filter((name) => before[name].trim() !== after[name].trim())
  return Object.fromEntries(changed.map((name) => [name, after[name].trim() === '' ? null : after[name].trim()]))
}

const Words = ({
  name,
  label,
  value,
  most,
  onChange,
}: {
  name: string
  label: string
  value: string
  most: number
  onChange: (value: string) => void
}) => (
  <label className="field">
    <span className="field-label">{label}</span>
    <input
      className="input"
      name={name}
      // biome-ignore lint/a11y/noAutofocus: the dialog is opened to write in its first field
      autoFocus={name === 'title'}
      dir="auto"
      maxLength={most}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  </label>
)

export const EditSheet = ({ given, onClose }: { given: CaseWire; onClose: () => void }) => {
  const { t } = useWords()
  const { data } = useReference()
  const { edit } = useCaseActions()
  const named = useNamed()
  const [before] = useState(() => draftOf(given))
  const [draft, setDraft] = useState(before)
  const set = (name: Field) => (value: string) => setDraft((now) => ({ ...now, [name]: value }))
  const correction = correctionOf(before, draft)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (Object.keys(correction).length === 0) return onClose()
    if ((await edit(given, correction)) !== null) onClose()
  }
  const giveBack = async () => {
    const all = Object.fromEntries((given.corrected ?? []).map((name) => [name, null]))
    if ((await edit(given, all)) !== null) onClose()
  }
  return (
    <Sheet title={t('edit.title')} onClose={onClose}>
      <form className="dialog-form" onSubmit={save}>
        <p className="quiet">{t('edit.why')}</p>
        <Words name="title" label={t('edit.name')} value={draft.title} most={140} onChange={set('title')} />
        <PickField
          label={t('map.areaHead')}
          value={draft.area}
          choices={[['', t('place.none')], ...named(data?.areas)]}
          onPick={set('area')}
        />
        <Words name="place" label={t('edit.place')} value={draft.place} most={120} onChange={set('place')} />
        <PickField
          label={t('edit.topic')}
          value={draft.topic}
          choices={[
            ['', t('edit.noTopic')],
            ...named(data?.topics.filter(({ id, retired }) => !retired || id === draft.topic)),
          ]}
          onPick={set('topic')}
        />
        <div className="actions">
          <button type="submit" className="button button-main">
            {t('save')}
          </button>
          {given.corrected !== undefined && (
            <button type="button" className="button button-bare" onClick={giveBack}>
              {t('edit.giveBack')}
            </button>
          )}
        </div>
      </form>
    </Sheet>
  )
}
