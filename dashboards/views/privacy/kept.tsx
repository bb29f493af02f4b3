// For how long each kind is kept: set on the server, shown here.
import { useQuery } from '@tanstack/react-query'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'

const kinds = ['complaint', 'suggestion', 'inquiry', 'emergency', 'no-case', 'receipts', 'quarantine'] as const

export const Kept = () => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['retention'], queryFn: privacy.retention })
  return (
    <Part name="kept" title={t('kept.title')} lead={t('kept.lead')}>
      <Awaited query={query}>
        {(days) => (
          <ul className="access-list">
            {kinds.map((kind) => (
              <li key={kind} className="access-row">
                <span>{t(`kept.${kind}`)}</span>
                <span className="number">{t('kept.days', { count: days[kind] })}</span>
              </li>
            ))}
          </ul>
        )}
      </Awaited>
    </Part>
  )
}
