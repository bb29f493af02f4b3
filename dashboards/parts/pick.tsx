// One choice of a few: the system's own list, which types ahead in Arabic and is right on every phone.
import ChevronDown from 'lucide-react/icons/chevron-down'

export type Choice = readonly [value: string, label: string]
type Props = {
  label: string
  value: string
  choices: readonly Choice[]
  onPick: (value: string) => void
  /** The value that counts as nothing chosen. */
  none?: string
  block?: boolean
  disabled?: boolean
}

export const Pick = ({ label, value, choices, onPick, none = '', block = false, disabled = false }: Props) => (
  <span className={block ? 'pick pick-block' : 'pick'} data-chosen={value === none ? undefined : ''}>
    <select aria-label={label} value={value} disabled={disabled} onChange={(event) => onPick(event.target.value)}>
      {choices.map(([given, words]) => (
        <option key={given} value={given}>
          {words}
        </option>
      ))}
    </select>
    <ChevronDown aria-hidden />
  </span>
)

/** The same among the fields of a form, under its label. */
export const PickField = (props: Omit<Props, 'block'>) => (
  <div className="field">
    <span className="field-label">{props.label}</span>
    <Pick block {...props} />
  </div>
)
