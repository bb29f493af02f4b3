// Accounts that are, or may be, one person's by his own word: how far each pair has come, and parting them.
import { useQuery } from '@tanstack/react-query'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { LinkRow } from '../../parts/link-row.tsx'

export const Links = () => {
  const { t } = useWords()
  const { data } = useQuery({ queryKey: ['links'], queryFn: replying.links })
  if (data === undefined) return null
  return (
    <section className="card" aria-labelledby="links">
      <h2 id="links">{t('links.title')}</h2>
      <p className="quiet">{t(data.items.length === 0 ? 'links.none' : 'links.lead')}</p>
      <ul>
        {data.items.map((one) => (
          <LinkRow key={one.id} link={one} may />
        ))}
      </ul>
    </section>
  )
}
