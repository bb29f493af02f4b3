// Brings the chosen language's catalogue to the screens.
import { createContext, type ReactNode, use, useMemo } from 'react'
import { localeOf, useSettings } from './settings.ts'
import { type Catalogue, createWords, type Language, type Words } from './words.ts'

export type { Key, Words } from './words.ts'

const loaders: Readonly<Record<Language, () => Promise<{ default: Catalogue }>>> = {
  ar: () => import('./messages/ar.json'),
  en: () => import('./messages/en.json'),
}
const loading = new Map<Language, Promise<Catalogue>>()
const catalogueOf = (lang: Language): Promise<Catalogue> => {
  const found = loading.get(lang) ?? loaders[lang]().then((module) => module.default)
  loading.set(lang, found)
  return found
}

const WordsContext = createContext<Words | null>(null)

/** Suspends until the catalogue is here. */
export const WordsProvider = ({ children }: { children: ReactNode }) => {
  const settings = useSettings()
  const catalogue = use(catalogueOf(settings.lang))
  const locale = localeOf(settings)
  const words = useMemo(() => createWords(settings.lang, locale, catalogue), [settings.lang, locale, catalogue])
  return <WordsContext value={words}>{children}</WordsContext>
}

export const useWords = (): Words => {
  const words = use(WordsContext)
  if (words === null) throw new Error('useWords needs a WordsProvider above it')
  return words
}
