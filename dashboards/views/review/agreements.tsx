// What the two have in common and where they part, heaviest first.
import Check from 'lucide-react/icons/check'
import Minus from 'lucide-react/icons/minus'
import X from 'lucide-react/icons/x'
import type { MatchWire, TermWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { useTermWords } from '../../parts/terms.tsx'

const sideOf = (term: TermWire) =>
  term.veto || term.weight < -0.2 ? 'against' : term.weight > 0.2 ? 'for' : ('silent' as const)
const icons = { for: Check, against: X, silent: Minus }

export const Agreements = ({ match }: { match: MatchWire }) => {
  const { t } = useWords()
  const wordsOf = useTermWords()
  const terms = match.terms
    .filter((term) => term.aspect !== 'bias')
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, 7)
  return (
    <ul className="agreements" aria-label={t('review.compared')}>
      {terms.map((term) => {
        const side = sideOf(term)
        const Icon = icons[side]
        const { aspect, level } = wordsOf(term)
        return (
          <li key={`${term.aspect} ${term.level}`} className={`agreement agreement-${side}`}>
            <Icon aria-hidden />
            <span>
              <b>{aspect}</b> {level}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
