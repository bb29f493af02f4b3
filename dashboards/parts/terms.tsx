// A comparison as a balance: each term pushes towards "same" or towards "different", by its weight.
import type { MatchWire, TermWire } from '../../src/http/contract.ts'
import { useWords } from '../i18n.tsx'
import './terms.css'

/** What a term found, in words; a level the catalogue does not know still says which way it pushed. */
export const useTermWords = () => {
  const { code, t } = useWords()
  return (term: TermWire) => {
    const way = term.veto
      ? 'level.veto'
      : term.weight > 0
        ? 'level.agree'
        : term.weight < 0
          ? 'level.differ'
          : 'level.silent'
    const aspect = code(`aspect.${term.aspect}`, 'aspect.words')
    const known = code(`level.${term.aspect}.${term.level}`, way)
    return { aspect, level: term.veto ? t('level.veto') : known }
  }
}

const widest = (terms: readonly TermWire[]) => Math.max(2, ...terms.map((term) => Math.abs(term.weight)))

export const Terms = ({ match }: { match: MatchWire }) => {
  const { t, format } = useWords()
  const wordsOf = useTermWords()
  const terms = match.terms.filter((term) => Math.abs(term.weight) >= 0.05 || term.veto)
  const most = widest(terms)
  return (
    <table className="terms">
      <caption className="unseen">{t('terms.caption')}</caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{t('terms.aspect')}</th>
          <th scope="col">{t('terms.found')}</th>
          <th scope="col">{t('terms.weight')}</th>
        </tr>
      </thead>
      <tbody>
        {terms.map((term) => {
          const { aspect, level } = wordsOf(term)
          const side = term.veto || term.weight < 0 ? 'against' : 'for'
          return (
            <tr key={`${term.aspect} ${term.level}`}>
              <th scope="row">{aspect}</th>
              <td>{level}</td>
              <td className="terms-weight">
                <span className="balance" aria-hidden="true">
                  <span className={side} style={{ inlineSize: `${(Math.abs(term.weight) / most) * 50}%` }} />
                </span>
                <bdi dir="ltr" className="number">
                  {format.signed(term.weight)}
                </bdi>
              </td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('terms.sum')}</th>
          <td>{match.vetoed ? t('level.veto') : t('terms.share', { p: format.percent(match.p) })}</td>
          <td className="terms-weight">
            <bdi dir="ltr" className="number">
              {format.signed(match.weight)}
            </bdi>
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
