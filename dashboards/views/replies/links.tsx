// Accounts that are, or may be, one person's by his own word: how far each pair has come, and parting them.
import { useQuery } from '@tanstack/react-query'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { LinkRow } from '../../parts/link-row.tsx'
import { Part } from '../../parts/part.tsx'
import { Rows } from '../../parts/rows.tsx'

export const Links = () => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['links'], queryFn: replying.links })
  return (
    <Part name="links" title={t('links.title')}>
      <Awaited query={query}>
        {({ items }) => (
          <Rows of={items} none={t('links.none')} lead={t('links.lead')}>
            {(one) => <LinkRow key={one.id} link={one} may />}
          </Rows>
        )}
      </Awaited>
    </Part>
  )
}
