// Reading a post: the pure part of preparing it, which needs neither the store nor who wrote it, and may be done ahead.
import { type Added, foldForSearch, maskPersonalData, type Post, prepare } from '../../dedupe/index.ts'
import { packReport } from '../store/index.ts'

/** What is read, together with what a picture shows (which is searched, not compared). */
export type ToRead = { readonly post: Post; readonly seen: string }

export type Reading = {
  readonly kind: string
  readonly language: string
  /** The report as it is stored. */
  readonly report: string
  /** Its words with personal data masked, and folded for search. */
  readonly words: string
  readonly search: string
}

/** Reads many posts, here or in another thread, by what people added to the profile (as the store keeps it). */
export type Read = (posts: readonly ToRead[], additions: string) => Promise<readonly Reading[]>

export const readPost = ({ post, seen }: ToRead, added: Added): Reading => {
  const report = prepare(post, added)
  return {
    kind: report.kind,
    language: report.language,
    report: packReport(report),
    words: maskPersonalData(post.text),
    // The folded words of the report are what `foldForSearch` makes of the same text.
    search: [...report.tokens.map(({ key }) => key), foldForSearch(seen)].join(' ').trim(),
  }
}
