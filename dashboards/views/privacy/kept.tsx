// For how long each kind is kept: set on the server, shown here.
import { useQuery } from '@tanstack/react-query'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'

const kinds = ['complaint', 'suggestion', 'inquiry', 'emergency', 'no-case', 'receipts', 'quarantine'] as const

export const Kept = () => {
  const { t } = useWords()
  const { data } = useQuery({ queryKey: ['retention'], queryFn: privacy.retention })
  if (data === undefined) return null
  return (
    <section className="card account-part" aria-labelledby="kept">
      <h2 id="kept">{t('kept.title')}</h2>
      <p className="quiet">{t('kept.lead')}</p>
      <ul className="access-list">
        {kinds.map((kind) => (
          <li key={kind} className="access-row">
            <span>{t(`kept.${kind}`)}</span>
            <span className="number">{t('kept.days', { count: data[kind] })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
