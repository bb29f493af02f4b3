// How a topic or an agency is called, in both languages: at once on every screen, and undone by the toast.
import { useQueryClient } from '@tanstack/react-query'
import type { NameBodyWire } from '../../../src/http/contract.ts'
import { rules } from '../../api-rules.ts'
import { useWords } from '../../i18n.tsx'
import { Form } from '../../parts/form.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { useDone } from '../../use-done.ts'

export type Renamed = {
  readonly kind: 'topics' | 'agencies'
  readonly id: string
  readonly ar: string
  readonly en: string
}

const languages = ['ar', 'en'] as const

/** Says what it is called now, with the way back. */
const useRename = ({ kind, id }: Renamed) => {
  const { t } = useWords()
  const done = useDone()
  const client = useQueryClient()
  const rename = async (name: NameBodyWire): Promise<void> => {
    const { was } = await rules.rename(kind, id, name)
    done(t('rename.done'), () => rename(was))
    // Names are in nearly all that is shown.
    await client.invalidateQueries()
  }
  return rename
}

export const Rename = ({ one, onClose }: { one: Renamed; onClose: () => void }) => {
  const { t, both } = useWords()
  const rename = useRename(one)
  const run = async (given: FormData) => {
    await rename({ ar: String(given.get('ar')), en: String(given.get('en')) })
    onClose()
  }
  return (
    <Sheet title={t('rename.title', { name: both(one) })} onClose={onClose}>
      <Form go={t('save')} run={run} onClose={onClose}>
        {languages.map((lang) => (
          <label key={lang} className="field">
            <span className="field-label">{t(`rename.${lang}`)}</span>
            <input className="input" name={lang} lang={lang} dir="auto" maxLength={80} defaultValue={one[lang]} />
          </label>
        ))}
        <p className="quiet">{t('rename.empty')}</p>
      </Form>
    </Sheet>
  )
}
