// A line to fill in under its label.

type Props = {
  readonly label: string
  readonly name: string
  readonly type?: string
  readonly autoComplete: string
  readonly required?: boolean
  readonly minLength?: number
  readonly hint?: string | undefined
}

export const Field = ({ label, name, type = 'text', autoComplete, required = true, minLength, hint }: Props) => (
  <label className="field">
    <span className="field-label">{label}</span>
    <input
      className="input"
      name={name}
      type={type}
      autoComplete={autoComplete}
      required={required}
      minLength={minLength}
      maxLength={type === 'password' ? 200 : 100}
      dir={type === 'password' ? 'ltr' : 'auto'}
    />
    {hint !== undefined && <span className="quiet">{hint}</span>}
  </label>
)

type NewPasswordProps = Pick<Props, 'label' | 'required' | 'hint'> & { readonly name?: string }

/** As long as the server asks of every new password. */
export const NewPassword = ({ name = 'password', ...rest }: NewPasswordProps) => (
  <Field name={name} type="password" autoComplete="new-password" minLength={10} {...rest} />
)

/** Tells password managers whose password a form is about. */
export const Whose = ({ name }: { name: string }) => (
  <input type="text" name="username" autoComplete="username" value={name} readOnly hidden />
)
