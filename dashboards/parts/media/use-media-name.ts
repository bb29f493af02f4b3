// What a file is called where it cannot be seen: its author's words for it, else its kind.
import type { MediaWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'

export const useMediaName = ({ kind, caption }: MediaWire): string => {
  const { code } = useWords()
  return caption ?? code(`media.${kind}`, 'media.file')
}
