// What a person chose for this browser: language, digits, theme, density. Kept locally, applied before first paint.
import { useSyncExternalStore } from 'react'
import type { Language } from './words.ts'

export type Settings = {
  readonly lang: Language
  readonly digits: 'latn' | 'arab'
  readonly theme: 'system' | 'light' | 'dark'
  readonly density: 'comfortable' | 'compact'
  /** Whether citizens' pictures show at once, or when one looks on purpose. */
  readonly pictures: 'covered' | 'shown'
}

const place = 'sada.settings'
const defaults: Settings = { lang: 'ar', digits: 'latn', theme: 'system', density: 'comfortable', pictures: 'covered' }
const oneOf = <T extends string>(given: unknown, choices: readonly T[], otherwise: T): T =>
  choices.find((choice) => choice === given) ?? otherwise

const read = (): Settings => {
  try {
    const kept: Record<string, unknown> = JSON.parse(localStorage.getItem(place) ?? '{}')
    return {
      lang: oneOf(kept.lang, ['ar', 'en'], defaults.lang),
      digits: oneOf(kept.digits, ['latn', 'arab'], defaults.digits),
      theme: oneOf(kept.theme, ['system', 'light', 'dark'], defaults.theme),
      density: oneOf(kept.density, ['comfortable', 'compact'], defaults.density),
      pictures: oneOf(kept.pictures, ['covered', 'shown'], defaults.pictures),
    }
  } catch {
    return defaults
  }
}

let current = read()
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const apply = () => {
  const root = document.documentElement
  root.lang = current.lang
  root.dir = current.lang === 'ar' ? 'rtl' : 'ltr'
  root.dataset.theme = current.theme
  root.dataset.density = current.density
}

export const getSettings = () => current

export const changeSettings = (change: Partial<Settings>) => {
  current = { ...current, ...change }
  try {
    localStorage.setItem(place, JSON.stringify(current))
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
  apply()
  for (const listener of listeners) listener()
}

export const useSettings = () => useSyncExternalStore(subscribe, getSettings)

/** Digits and calendar are named outright: the same locale name gives different digits in different engines. */
export const localeOf = ({ lang, digits }: Settings) =>
  lang === 'ar' ? `ar-KW-u-ca-gregory-nu-${digits}` : `en-GB-u-ca-gregory-nu-${digits}`
