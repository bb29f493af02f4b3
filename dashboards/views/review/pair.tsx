// The question: is the new post about the same incident as this case? Both stand side by side.
import type { ReviewWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { marksOf, nearestPost } from '../../marks.ts'
import { KindChip, StatusChip } from '../../parts/chips.tsx'
import { Attachments } from '../../parts/media.tsx'
import { Dot, usePlace } from '../../parts/place.tsx'
import { PostLine } from '../../parts/post-line.tsx'
import { WordsOf } from '../../parts/words-of.tsx'
import { Link } from '../../router.tsx'

type Suggestion = ReviewWire['suggestions'][number]
type Side = { item: ReviewWire; suggestion: Suggestion }

/** The post nearest to the new one first, then the others that stand for the case. */
const inOrder = ({ item, suggestion: { match, posts } }: Side) => {
  const nearest = nearestPost(match, item.post, posts)
  return posts.toSorted((a, b) => Number(b === nearest) - Number(a === nearest)).slice(0, 3)
}

const NewPost = ({ item, suggestion }: Side) => {
  const { t } = useWords()
  const { post } = item
  const [nearest] = inOrder({ item, suggestion })
  const marks = nearest === undefined ? [] : marksOf(suggestion.match.terms, post, nearest).here
  return (
    <section className="side card" aria-labelledby="side-new">
      <h2 id="side-new" className="side-title">
        {t('review.newPost')}
      </h2>
      <PostLine post={post} />
      <WordsOf text={post.text} lang={post.language} marks={marks} className="side-words" />
      <Attachments post={post} />
    </section>
  )
}

const TheCase = ({ item, suggestion }: Side) => {
  const { t } = useWords()
  const placeOf = usePlace()
  const { golden, reference, id, kind, status } = suggestion.case
  return (
    <section className="side card" aria-labelledby="side-case">
      <h2 id="side-case" className="side-title">
        {t('review.theCase')}
      </h2>
      <p className="side-case">
        <Link href={`/cases/${id}`}>
          <bdi dir="ltr">{reference}</bdi>
        </Link>
        <KindChip kind={kind} /> <StatusChip status={status} />
        <span className="quiet">
          {placeOf(golden) ?? t('place.none')}
          <Dot />
          {t('echoes', { count: golden.posts })}
        </span>
      </p>
      {inOrder({ item, suggestion }).map((post) => (
        <div key={post.id} className="side-post">
          <PostLine post={post} />
          <WordsOf
            text={post.text}
            lang={post.language}
            marks={marksOf(suggestion.match.terms, item.post, post).there}
            className="side-words"
          />
          <Attachments post={post} />
        </div>
      ))}
    </section>
  )
}

export const Pair = ({ item, suggestion }: Side) => (
  <div className="pair">
    <NewPost item={item} suggestion={suggestion} />
    <TheCase item={item} suggestion={suggestion} />
  </div>
)
