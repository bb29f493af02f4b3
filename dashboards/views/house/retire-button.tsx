// Takes a topic off the lists one chooses from, or puts it back; the toast undoes either.
import { rules } from '../../api-rules.ts'
import { useWords } from '../../i18n.tsx'
import { useDone } from '../../use-done.ts'
import { usePress } from '../../use-press.ts'
import type { Topic } from './give-topic.tsx'

export const RetireButton = ({ topic }: { topic: Topic }) => {
  const { t, both } = useWords()
  const done = useDone()
  const { busy, press } = usePress([['reference']])
  const name = both(topic)
  const retire = async (retired: boolean): Promise<void> => {
    await rules.retireTopic(topic.id, retired)
    done(
      t(retired ? 'topics.retired' : 'topics.restored', { name }),
      press(() => retire(!retired)),
    )
  }
  return (
    <button type="button" className="button button-small" disabled={busy} onClick={press(() => retire(!topic.retired))}>
      {t(topic.retired ? 'topics.restore' : 'topics.retire')} <span className="unseen">{name}</span>
    </button>
  )
}
