// Accounts that are, or may be, one person's by his own word: how far each pair has come, and parting them.
import { useQuery } from '@tanstack/react-query'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { LinkRow } from '../../parts/link-row.tsx'
import { Part } from '../../parts/part.tsx'

export const Links = () => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['links'], queryFn: replying.links })
  return (
    <Part name="links" title={t('links.title')}>
      <Awaited query={query}>
        {({ items }) => (
          <>
            <p className="quiet">{t(items.length === 0 ? 'links.none' : 'links.lead')}</p>
            <ul>
              {items.map((one) => (
                <LinkRow key={one.id} link={one} may />
              ))}
            </ul>
          </>
        )}
      </Awaited>
    </Part>
  )
}
