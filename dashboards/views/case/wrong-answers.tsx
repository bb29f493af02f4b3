// After a split or an undo: accounts that were told another case's answer, and the way to put it right.
import { useQuery } from '@tanstack/react-query'
import MailWarning from 'lucide-react/icons/mail-warning'
import type { CaseWire } from '../../../src/http/contract.ts'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { useMay } from '../../session.ts'

const useWrongAnswers = (given: CaseWire) => {
  const may = useMay('reply.plan')
  const { data } = useQuery({
    queryKey: ['case', given.id, 'wrong-answers', given.version],
    queryFn: () => replying.wrong(given.id),
    enabled: may && given.status !== 'merged',
  })
  return data?.items ?? []
}

export const WrongAnswers = ({ given, onCorrect }: { given: CaseWire; onCorrect: () => void }) => {
  const { t, format } = useWords()
  const answers = useWrongAnswers(given)
  if (answers.length === 0) return null
  return (
    <div className="bridge card no-print" role="note">
      <MailWarning aria-hidden />
      <div>
        <p>
          <b>{t('wrong.title', { count: answers.reduce((sum, { accounts }) => sum + accounts, 0) })}</b>{' '}
          {t('wrong.why')}
        </p>
        {answers.map(({ text, at }) => (
          <blockquote key={at} className="quiet">
            <bdi>{text}</bdi> · <time dateTime={at}>{format.dateTime(at)}</time>
          </blockquote>
        ))}
      </div>
      <button type="button" className="button button-small" onClick={onCorrect}>
        {t('wrong.correct')}
      </button>
    </div>
  )
}
