// Takes a topic off the lists one chooses from, or puts it back; the toast undoes either.
import { rules } from '../../api-rules.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { usePress } from '../../use-press.ts'
import type { Topic } from './give-topic.tsx'

export const RetireButton = ({ topic }: { topic: Topic }) => {
  const { t, both } = useWords()
  const { busy, press } = usePress([['reference']])
  const name = both(topic)
  const retire = async (retired: boolean): Promise<void> => {
    await rules.retireTopic(topic.id, retired)
    notify({
      text: t(retired ? 'topics.retired' : 'topics.restored', { name }),
      tone: 'done',
      action: { label: t('undo'), run: press(() => retire(!retired)) },
    })
  }
  return (
    <button type="button" className="button button-small" disabled={busy} onClick={press(() => retire(!topic.retired))}>
      {t(topic.retired ? 'topics.restore' : 'topics.retire')} <span className="unseen">{name}</span>
    </button>
  )
}
