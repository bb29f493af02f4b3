// Where it happened, in the reader's language: area, block, and the landmark as people said it.
import type { CaseWire } from '../../src/http/contract.ts'
import { useWords } from '../i18n.tsx'

export const usePlace = () => {
  const { both, t, format } = useWords()
  return ({ area, block }: CaseWire['golden']): string | null => {
    if (area === null) return null
    return block === null ? both(area) : t('place.block', { area: both(area), block: format.digits(block) })
  }
}

export const Dot = () => (
  <span className="dot" aria-hidden="true">
    ·
  </span>
)
