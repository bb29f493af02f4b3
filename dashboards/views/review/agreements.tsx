// What the two have in common and where they part, heaviest first.
import Check from 'lucide-react/icons/check'
import Minus from 'lucide-react/icons/minus'
import ScanText from 'lucide-react/icons/scan-text'
import X from 'lucide-react/icons/x'
import type { MatchWire, ReviewWire, TermWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { useTermWords } from '../../parts/terms.tsx'

/** Levels that only say nothing was said: whatever they weigh, a person sees no difference in them. */
const unsaid = new Set(['none', 'unknown', 'other-author', 'report', 'open', 'start'])
const sideOf = (term: TermWire) => {
  if (term.veto) return 'against'
  if (unsaid.has(term.level) || Math.abs(term.weight) < 0.2) return 'silent'
  return term.weight > 0 ? 'for' : 'against'
}
/** What was left unsaid matters for place and problem only. */
const isWorthSaying = (term: TermWire) => sideOf(term) !== 'silent' || /^(?:place|problem)$/.test(term.aspect)
const icons = { for: Check, against: X, silent: Minus }

type Props = {
  readonly match: MatchWire
  /** What another model makes of the two texts: told apart, for it decides nothing. */
  readonly nearness: ReviewWire['suggestions'][number]['nearness']
}

export const Agreements = ({ match, nearness }: Props) => {
  const { t, format } = useWords()
  const wordsOf = useTermWords()
  const terms = match.terms
    .filter(isWorthSaying)
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
      {nearness !== undefined && (
        <li className="agreement agreement-aside" title={t('review.nearWhy')}>
          <ScanText aria-hidden />
          <span>
            {t('review.near', { share: format.percent(nearness.cosine), model: nearness.model })}
            <span className="unseen"> {t('review.nearWhy')}</span>
          </span>
        </li>
      )}
    </ul>
  )
}
