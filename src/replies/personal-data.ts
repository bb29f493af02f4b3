// What everybody can read must tell nothing about anybody.
import { maskPersonalData } from '../../dedupe/index.ts'

/** A single given name is also a word; a full name or a handle is somebody. */
const telling = (name: string): boolean => /\s/.test(name.trim()) || name.startsWith('@')

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

export const hasPersonalData = (text: string, names: readonly string[]): boolean =>
  maskPersonalData(text) !== text || names.some((name) => telling(name) && folded(text).includes(folded(name.trim())))
