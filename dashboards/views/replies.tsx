// The ministry's voice: what waits for a second person, what only a person can tell, how replies go, and the words they use.
import { useWords } from '../i18n.tsx'
import { useMay } from '../session.ts'
import { useFreshen } from '../use-freshen.ts'
import { Approvals } from './replies/approvals.tsx'
import { Hooks } from './replies/hooks.tsx'
import { Links } from './replies/links.tsx'
import { MachineCard } from './replies/machine-card.tsx'
import { PolicyCard } from './replies/policy-card.tsx'
import { Snippets } from './replies/snippets.tsx'
import { Templates } from './replies/templates.tsx'
import { Unknown } from './replies/unknown.tsx'
import './people/people.css'
import './replies/replies.css'

export const Replies = () => {
  const { t } = useWords()
  const governs = useMay('reply.govern')
  const words = useMay('reply.words')
  const links = useMay('person.link')
  const hooks = useMay('hook.manage')
  useFreshen(() => [['plans'], ['unknown']])
  return (
    <div className="page-narrow replies-room">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('replies.title')}</h1>
      </header>
      <Approvals />
      <Unknown />
      <PolicyCard governs={governs} />
      <MachineCard governs={governs} />
      <Snippets may={words} />
      <Templates may={governs} />
      {links && <Links />}
      {hooks && <Hooks />}
    </div>
  )
}
