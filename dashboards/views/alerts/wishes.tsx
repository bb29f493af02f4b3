// Which alerts one wants, and the hours of quiet, which emergencies and closing windows break through.
import { useState } from 'react'
import type { PreferencesWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Form } from '../../parts/form.tsx'
import { PickField } from '../../parts/pick.tsx'
import { Tick } from '../../parts/tick.tsx'

const kinds = ['mention', 'assigned', 'emergency', 'window'] as const
type Props = { given: PreferencesWire; onChange: (change: Partial<PreferencesWire>) => void }

const Quiet = ({ given, onChange }: Props) => {
  const { t } = useWords()
  const { quiet } = given
  const usual = { from: '22:00', to: '06:00' }
  const set = (change: Partial<typeof usual>) => onChange({ quiet: { ...(quiet ?? usual), ...change } })
  return (
    <>
      <Tick checked={quiet !== null} onChange={(event) => onChange({ quiet: event.target.checked ? usual : null })}>
        {t('wishes.quiet')}
      </Tick>
      {quiet !== null && (
        <div className="quiet-hours">
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className="field">
              <span className="field-label">{t(`wishes.${end}`)}</span>
              <input
                className="input"
                type="time"
                value={quiet[end]}
                onChange={(event) => event.target.value !== '' && set({ [end]: event.target.value })}
              />
            </label>
          ))}
        </div>
      )}
      <p className="quiet">{t('wishes.quietWhy')}</p>
    </>
  )
}

/** Kept when it is sent, so that half an address is not. */
const Mail = ({ given, onChange }: Props) => {
  const { t, format } = useWords()
  const [open, setOpen] = useState(given.mail !== null)
  const hours = Array.from({ length: 24 }, (_, hour) => [String(hour), format.clockHour(hour)] as const)
  const [hour, setHour] = useState(String(given.mail?.hour ?? 7))
  const keep = async (said: FormData) =>
    onChange({ mail: { address: String(said.get('address')).trim(), hour: Number(hour) } })
  const toggle = (on: boolean) => {
    setOpen(on)
    if (!on && given.mail !== null) onChange({ mail: null })
  }
  return (
    <>
      <Tick checked={open} onChange={(event) => toggle(event.target.checked)}>
        {t('wishes.mail')}
      </Tick>
      {open && (
        <Form go={t('save')} run={keep} aside>
          <label className="field">
            <span className="field-label">{t('wishes.address')}</span>
            <input
              className="input"
              name="address"
              type="email"
              dir="ltr"
              required
              maxLength={200}
              autoComplete="email"
              defaultValue={given.mail?.address}
            />
          </label>
          <PickField label={t('wishes.hour')} value={hour} choices={hours} onPick={setHour} />
          <p className="quiet">{t('wishes.mailWhy')}</p>
        </Form>
      )}
    </>
  )
}

export const Wishes = ({ given, onChange }: Props) => {
  const { t } = useWords()
  const toggle = (kind: (typeof kinds)[number], on: boolean) =>
    onChange({ alerts: kinds.filter((one) => (one === kind ? on : given.alerts.includes(one))) })
  /** The browser asks its person once; without a yes nothing is promised. */
  const browser = async (on: boolean) => {
    const asked = on && typeof Notification !== 'undefined' ? await Notification.requestPermission() : 'denied'
    onChange({ browser: on && asked === 'granted' })
  }
  return (
    <section className="card wishes" aria-label={t('wishes.title')}>
      <h2 className="wishes-title">{t('wishes.title')}</h2>
      {kinds.map((kind) => (
        <Tick key={kind} checked={given.alerts.includes(kind)} onChange={(event) => toggle(kind, event.target.checked)}>
          {t(`alert.${kind}`)}
        </Tick>
      ))}
      <Tick checked={given.browser} onChange={(event) => browser(event.target.checked)}>
        {t('wishes.browser')}
      </Tick>
      <Mail given={given} onChange={onChange} />
      <Quiet given={given} onChange={onChange} />
    </section>
  )
}
