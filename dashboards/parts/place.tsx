// Where it happened, in the reader's language: area, block, and the landmark as people said it.
import { useMemo } from 'react'
import type { CaseWire } from '../../src/http/contract.ts'
import { useWords } from '../i18n.tsx'
import { useReference } from '../queries.ts'

export const usePlace = () => {
  const { both, t, format } = useWords()
  return ({ area, block }: CaseWire['golden']): string | null => {
    if (area === null) return null
    return block === null ? both(area) : t('place.block', { area: both(area), block: format.digits(block) })
  }
}

/** The name of an area by its id, as soon as the names are here. */
export const useAreaName = () => {
  const { both } = useWords()
  const { data } = useReference()
  const areas = useMemo(() => new Map(data?.areas.map((area) => [area.id, area])), [data])
  return (id: string): string => {
    const area = areas.get(id)
    return area === undefined ? id : both(area)
  }
}

export const Dot = () => (
  <span className="dot" aria-hidden="true">
    ·
  </span>
)
