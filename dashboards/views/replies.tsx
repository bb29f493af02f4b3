// The ministry's voice: what waits for a second person, what only a person can tell, how replies go, and the words they use.
import { useWords } from '../i18n.tsx'
import { useMay } from '../session.ts'
import { useFreshen } from '../use-freshen.ts'
import { Approvals } from './replies/approvals.tsx'
import { PolicyCard } from './replies/policy-card.tsx'
import { Snippets } from './replies/snippets.tsx'
import { Templates } from './replies/templates.tsx'
import { Unknown } from './replies/unknown.tsx'
import './replies/replies.css'

export const Replies = () => {
  const { t } = useWords()
  const governs = useMay('reply.govern')
  const words = useMay('reply.words')
  useFreshen(() => [['plans'], ['unknown']])
  return (
    <div className="page-narrow replies-room">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('replies.title')}</h1>
      </header>
      <Approvals />
      <Unknown />
      <PolicyCard governs={governs} />
      <Snippets may={words} />
      <Templates may={governs} />
    </div>
  )
}
