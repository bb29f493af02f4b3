// A topic goes to another agency: which open cases could follow is shown before, and undo gives it back with those that followed.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReferenceWire, TopicWouldWire } from '../../../src/http/contract.ts'
import { rules } from '../../api-rules.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Form } from '../../parts/form.tsx'
import { PickField } from '../../parts/pick.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { Tick } from '../../parts/tick.tsx'
import { Link } from '../../router.tsx'
import { useDone } from '../../use-done.ts'

export type Topic = ReferenceWire['topics'][number]
type Agency = ReferenceWire['agencies'][number]

/** Gives it, and says so with the way back. */
const useGive = (topic: Topic) => {
  const { t, both } = useWords()
  const done = useDone()
  const client = useQueryClient()
  const give = async (to: Agency, from: Agency, open: boolean): Promise<void> => {
    const { moved } = await rules.giveTopic(topic.id, { agency: to.id, from: from.id, open })
    done(t('topics.given', { topic: both(topic), agency: both(to), moved }), () => give(from, to, moved > 0))
    const stale = ['reference', 'topic-open', 'cases', 'case']
    await Promise.all(stale.map((name) => client.invalidateQueries({ queryKey: [name] })))
  }
  return give
}

const Would = ({ would }: { would: TopicWouldWire }) => {
  const { t } = useWords()
  const { open, byHand, examples } = would
  return (
    <>
      <p>
        {t('topics.open', { open })} {byHand > 0 && t('topics.byHand', { byHand })}
      </p>
      {open > 0 && <Tick name="open">{t('topics.follow')}</Tick>}
      <ul>
        {examples.map(({ id, reference, title }) => (
          <li key={id}>
            <Link href={`/cases/${id}`}>
              <bdi>{reference}</bdi>
            </Link>{' '}
            <bdi>{title}</bdi>
          </li>
        ))}
      </ul>
    </>
  )
}

type Props = { topic: Topic; agencies: readonly Agency[]; onClose: () => void }

export const GiveTopic = ({ topic, agencies, onClose }: Props) => {
  const { t, both, locale } = useWords()
  const give = useGive(topic)
  const query = useQuery({ queryKey: ['topic-open', topic.id], queryFn: () => rules.topicOpen(topic.id) })
  const from = agencies.find(({ id }) => id === topic.agency)!
  const others = agencies.filter(({ id }) => id !== from.id).toSorted((a, b) => both(a).localeCompare(both(b), locale))
  const [chosen, setChosen] = useState(others[0]?.id ?? '')
  const run = async (said: FormData) => {
    await give(others.find(({ id }) => id === chosen)!, from, said.get('open') !== null)
    onClose()
  }
  return (
    <Sheet title={t('topics.title', { topic: both(topic) })} onClose={onClose}>
      <Form go={t('topics.give')} run={run} onClose={onClose}>
        <PickField
          label={t('topics.to')}
          value={chosen}
          choices={others.map((one) => [one.id, both(one)])}
          onPick={setChosen}
        />
        <p>{t('topics.now', { agency: both(from) })}</p>
        <Awaited query={query}>{(would) => <Would would={would} />}</Awaited>
      </Form>
    </Sheet>
  )
}
