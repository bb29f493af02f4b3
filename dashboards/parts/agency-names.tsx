// The agencies somebody works for, by name, or that it is all of them.
import { useWords } from '../i18n.tsx'
import { useReference } from '../queries.ts'

export const AgencyNames = ({ ids }: { ids: readonly string[] | null }) => {
  const { t, both } = useWords()
  const { data } = useReference()
  if (ids === null) return t('people.allAgencies')
  return ids
    .map((id) => data?.agencies.find((one) => one.id === id) ?? { ar: id, en: id })
    .map(both)
    .join(' · ')
}
