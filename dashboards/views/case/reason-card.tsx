// Why a post is in this case: the comparison term by term, the words that matched in both posts, and the nearest rival.
import type { CasePostWire, MatchWire, ReasonWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { marksOf, nearestPost } from '../../marks.ts'
import { PostLine } from '../../parts/post-line.tsx'
import { Terms } from '../../parts/terms.tsx'
import { WordsOf } from '../../parts/words-of.tsx'
import { useCase } from '../../queries.ts'
import { Link } from '../../router.tsx'

const strongest = (match: MatchWire | null, count: number) =>
  (match?.terms ?? [])
    .filter((term) => term.weight > 0 && term.aspect !== 'bias')
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, count)
    .map((term) => term.aspect)

/** The reason in one sentence. */
export const useReasonLine = () => {
  const { t, code, format, locale } = useWords()
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  return (why: ReasonWire): string => {
    if (why.decision === 'person') return t('why.person', { by: why.by ?? t('why.someone') })
    if (why.decision === 'different') return t('why.opened')
    if (why.decision === 'none') return t('why.made')
    if (why.match === null)
      return why.decision === 'review' ? t('why.asked') : code(`reason.${why.reason}`, 'reason.other')
    const aspects = [...new Set(strongest(why.match, 3))].map((aspect) => code(`aspect.${aspect}`, 'aspect.words'))
    if (aspects.length === 0) return t('why.plain', { p: format.percent(why.p) })
    return t(why.decision === 'review' ? 'why.review' : 'why.same', {
      aspects: list.format(aspects),
      p: format.percent(why.p),
    })
  }
}

type Props = { post: CasePostWire; others: ReadonlyMap<string, CasePostWire> }

const Compared = ({ post, others, match }: Props & { match: MatchWire }) => {
  const { t } = useWords()
  const other = nearestPost(match, post, [...others.values()])
  if (other === undefined) return null
  const marks = marksOf(match.terms, post, other)
  return (
    <div className="compared">
      <figure>
        <figcaption className="quiet">{t('why.here')}</figcaption>
        <WordsOf text={post.text} lang={post.language} marks={marks.here} />
      </figure>
      <figure>
        <figcaption className="quiet">{t('why.there')}</figcaption>
        <PostLine post={other} />
        <WordsOf text={other.text} lang={other.language} marks={marks.there} />
      </figure>
    </div>
  )
}

const Rival = ({ rival }: { rival: MatchWire }) => {
  const { t, format } = useWords()
  const { data } = useCase(rival.case)
  return (
    <section className="rival">
      <h3>{t('why.rival')}</h3>
      <p>
        <Link href={`/cases/${rival.case}`}>
          <bdi>{data?.golden.title ?? '…'}</bdi>
        </Link>{' '}
        <span className="quiet number">
          {rival.vetoed ? t('why.vetoed') : t('why.rivalShare', { p: format.percent(rival.p) })}
        </span>
      </p>
      <Terms match={rival} />
    </section>
  )
}

export const ReasonCard = ({ post, others }: Props) => {
  const { code, format } = useWords()
  const { match, rival, reason, at } = post.why
  return (
    <div className="reason">
      <p className="quiet">
        {code(`reason.${reason}`, 'reason.other')} · <time dateTime={at}>{format.dateTime(at)}</time>
      </p>
      {match !== null && (
        <>
          <Compared post={post} others={others} match={match} />
          <Terms match={match} />
        </>
      )}
      {rival !== null && <Rival rival={rival} />}
    </div>
  )
}
