// A delivery whose end no channel tells: a person says how it ended.
import { replying } from '../api-replies.ts'
import { useWords } from '../i18n.tsx'
import { usePress } from '../use-press.ts'

const ends = { sent: 'delivery.arrived', 'not-sent': 'delivery.notArrived' } as const

export const Settle = ({ delivery }: { delivery: string }) => {
  const { t } = useWords()
  const { busy, press } = usePress([['unknown'], ['case']])
  return (
    <span className="actions">
      {(['sent', 'not-sent'] as const).map((end) => (
        <button
          key={end}
          type="button"
          className="button button-small"
          disabled={busy}
          onClick={press(() => replying.decide(delivery, end))}
        >
          {t(ends[end])}
        </button>
      ))}
    </span>
  )
}
