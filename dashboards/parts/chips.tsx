// What kind of matter it is and how far it has come, as words with a colour that only repeats them.
import CircleHelp from 'lucide-react/icons/circle-help'
import Lightbulb from 'lucide-react/icons/lightbulb'
import MessageSquareWarning from 'lucide-react/icons/message-square-warning'
import Siren from 'lucide-react/icons/siren'
import type { CaseWire } from '../../src/http/contract.ts'
import { useWords } from '../i18n.tsx'

const kinds = {
  complaint: { icon: MessageSquareWarning, tone: 'tone-accent' },
  suggestion: { icon: Lightbulb, tone: 'tone-amber' },
  inquiry: { icon: CircleHelp, tone: 'tone-plum' },
  emergency: { icon: Siren, tone: 'tone-coral' },
} as const satisfies Record<CaseWire['kind'], unknown>

const tones: Readonly<Record<CaseWire['status'], string>> = {
  open: 'tone-amber',
  received: 'tone-amber',
  'in-progress': 'tone-accent',
  'under-study': 'tone-accent',
  answered: 'tone-leaf',
  solved: 'tone-leaf',
  adopted: 'tone-leaf',
  told: 'tone-leaf',
  closed: '',
  declined: '',
  merged: '',
}

export const KindMark = ({ kind }: { kind: CaseWire['kind'] }) => {
  const { icon: Icon, tone } = kinds[kind]
  return (
    <span className={`kind-mark ${tone}`}>
      <Icon aria-hidden />
    </span>
  )
}

export const KindChip = ({ kind }: { kind: CaseWire['kind'] }) => {
  const { t } = useWords()
  const { icon: Icon, tone } = kinds[kind]
  return (
    <span className={`chip ${tone}`}>
      <Icon aria-hidden /> {t(`kind.${kind}`)}
    </span>
  )
}

export const StatusChip = ({ status }: { status: CaseWire['status'] }) => {
  const { t } = useWords()
  return <span className={`chip ${tones[status]}`}>{t(`status.${status}`)}</span>
}
