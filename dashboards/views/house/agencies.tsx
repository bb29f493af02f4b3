// The agencies of the house and the topics that are theirs; whoever may change the rules gives a topic to another agency, and
// calls both as the house does.
import { useState } from 'react'
import type { ReferenceWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { useReference } from '../../queries.ts'
import { GiveTopic, type Topic } from './give-topic.tsx'
import { Rename, type Renamed } from './rename.tsx'
import { RetireButton } from './retire-button.tsx'
import '../account/account.css'

type Asked = { readonly give: Topic } | { readonly rename: Renamed }
/** Null: one only looks. */
type OnAsk = ((asked: Asked) => void) | null

const RenameButton = ({ one, onAsk }: { one: Renamed; onAsk: NonNullable<OnAsk> }) => {
  const { t, both } = useWords()
  return (
    <button type="button" className="button button-small" onClick={() => onAsk({ rename: one })}>
      {t('rename.go')} <span className="unseen">{both(one)}</span>
    </button>
  )
}

const TopicRow = ({ topic, usual, onAsk }: { topic: Topic; usual: string | null; onAsk: OnAsk }) => {
  const { t, both } = useWords()
  return (
    <li className="access-row">
      <span className="access-what">
        {both(topic)}
        {topic.retired && <span className="quiet">{t('topics.isRetired')}</span>}
        {usual !== null && <span className="quiet">{t('topics.usually', { agency: usual })}</span>}
      </span>
      {onAsk !== null && (
        <span className="actions">
          <RenameButton one={{ kind: 'topics', ...topic }} onAsk={onAsk} />
          <button type="button" className="button button-small" onClick={() => onAsk({ give: topic })}>
            {t('topics.give')} <span className="unseen">{both(topic)}</span>
          </button>
          <RetireButton topic={topic} />
        </span>
      )}
    </li>
  )
}

const Agency = ({
  one,
  data,
  onAsk,
}: {
  one: ReferenceWire['agencies'][number]
  data: ReferenceWire
  onAsk: OnAsk
}) => {
  const { both } = useWords()
  const usualOf = (topic: Topic) => {
    const usual = data.agencies.find(({ id }) => id === topic.usual && id !== topic.agency)
    return usual === undefined ? null : both(usual)
  }
  return (
    <details>
      <summary>{both(one)}</summary>
      {onAsk !== null && <RenameButton one={{ kind: 'agencies', ...one }} onAsk={onAsk} />}
      <ul className="access-list">
        {data.topics
          .filter(({ agency }) => agency === one.id)
          .map((topic) => (
            <TopicRow key={topic.id} topic={topic} usual={usualOf(topic)} onAsk={onAsk} />
          ))}
      </ul>
    </details>
  )
}

const List = ({ data, may }: { data: ReferenceWire; may: boolean }) => {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      {data.agencies.map((one) => (
        <Agency key={one.id} one={one} data={data} onAsk={may ? setAsked : null} />
      ))}
      {asked !== null && 'give' in asked && <GiveTopic topic={asked.give} agencies={data.agencies} onClose={close} />}
      {asked !== null && 'rename' in asked && <Rename one={asked.rename} onClose={close} />}
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
