// The promised hours to a first answer: shown when they are about to pass, and when they have.
import Hourglass from 'lucide-react/icons/hourglass'
import { useNow } from '../../clock.ts'
import { useWords } from '../../i18n.tsx'

const soon = 2 * 60 * 60_000

export const DueChip = ({ dueAt, always = false }: { dueAt: string | null; always?: boolean }) => {
  const { t, format } = useWords()
  const now = useNow()
  if (dueAt === null) return null
  const left = Date.parse(dueAt) - now
  if (left > soon && !always) return null
  const span = format.span(Math.abs(left))
  return (
    <span
      className={`chip ${left <= 0 ? 'tone-coral' : left < soon ? 'tone-amber' : ''}`}
      title={format.dateTime(dueAt)}
    >
      <Hourglass aria-hidden /> {t(left <= 0 ? 'due.late' : 'due.left', { span })}
    </span>
  )
}
