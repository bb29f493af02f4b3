// All agencies, or the ones ticked.
import { useWords } from '../../i18n.tsx'
import { Tick } from '../../parts/tick.tsx'
import { useReference } from '../../queries.ts'

type Props = { value: readonly string[] | null; onChange: (value: readonly string[] | null) => void }

export const AgencyPicker = ({ value, onChange }: Props) => {
  const { t, both } = useWords()
  const { data } = useReference()
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...(value ?? []), id] : (value ?? []).filter((one) => one !== id))
  return (
    <fieldset className="agency-picker">
      <legend className="field-label">{t('people.agencies')}</legend>
      <Tick checked={value === null} onChange={(event) => onChange(event.target.checked ? null : [])}>
        {t('people.allAgencies')}
      </Tick>
      {value !== null && (
        <div className="agency-list">
          {(data?.agencies ?? []).map((agency) => (
            <Tick
              key={agency.id}
              checked={value.includes(agency.id)}
              onChange={(event) => toggle(agency.id, event.target.checked)}
            >
              {both(agency)}
            </Tick>
          ))}
        </div>
      )}
      <p className="quiet">{t('people.agenciesHint')}</p>
    </fieldset>
  )
}
