// The agencies of the house and the topics that are theirs; whoever may change the rules gives a topic to another agency.
import { useState } from 'react'
import type { ReferenceWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { useReference } from '../../queries.ts'
import { GiveTopic, type Topic } from './give-topic.tsx'
import '../account/account.css'

type RowProps = { topic: Topic; data: ReferenceWire; onGive: (() => void) | null }

const TopicRow = ({ topic, data, onGive }: RowProps) => {
  const { t, both } = useWords()
  const usual = data.agencies.find(({ id }) => id === topic.usual)
  return (
    <li className="access-row">
      <span className="access-what">
        {both(topic)}
        {topic.agency !== topic.usual && usual !== undefined && (
          <span className="quiet">{t('topics.usually', { agency: both(usual) })}</span>
        )}
      </span>
      {onGive !== null && (
        <button type="button" className="button button-small" onClick={onGive}>
          {t('topics.give')} <span className="unseen">{both(topic)}</span>
        </button>
      )}
    </li>
  )
}

const List = ({ data, may }: { data: ReferenceWire; may: boolean }) => {
  const { both } = useWords()
  const [given, setGiven] = useState<Topic | null>(null)
  return (
    <>
      {data.agencies.map((agency) => (
        <details key={agency.id}>
          <summary>{both(agency)}</summary>
          <ul className="access-list">
            {data.topics
              .filter((topic) => topic.agency === agency.id)
              .map((topic) => (
                <TopicRow key={topic.id} topic={topic} data={data} onGive={may ? () => setGiven(topic) : null} />
              ))}
          </ul>
        </details>
      ))}
      {given !== null && <GiveTopic topic={given} agencies={data.agencies} onClose={() => setGiven(null)} />}
    </>
  )
}

export const Agencies = ({ may }: { may: boolean }) => {
  const { t } = useWords()
  return (
    <Part name="agencies" title={t('house.agencies')} {...(may ? { lead: t('topics.lead') } : {})}>
      <Awaited query={useReference()}>{(data) => <List data={data} may={may} />}</Awaited>
    </Part>
  )
}
