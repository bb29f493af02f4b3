// What a person chose, with what holds until he chooses.
import { alertKinds, Preferences, type PreferencesWire } from '../contract.ts'

export const defaults: PreferencesWire = {
  alerts: [...alertKinds],
  browser: false,
  quiet: null,
  mail: null,
  welcomed: false,
}

export const preferencesFrom = (kept: unknown): PreferencesWire => {
  const read = Preferences.safeParse(kept)
  return read.success ? read.data : defaults
}
