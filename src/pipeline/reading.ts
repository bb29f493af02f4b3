// Reading a post: the pure part of preparing it, which needs neither the store nor who wrote it, and may be done ahead.
import { type Added, foldForSearch, maskPersonalData, type Post, prepare, type Report } from '../../dedupe/index.ts'
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
  /** The report itself, where it was read in this process. */
  readonly made?: Report
}

/** Reads many posts, here or in another thread, by what people added to the profile (as the store keeps it). */
export type Read = (posts: readonly ToRead[], additions: string) => Promise<readonly Reading[]>

export const readPost = (toRead: ToRead, added: Added): Reading => {
  const { made, ...reading } = readHere(toRead, added)
  return reading
}

/** The same, with the report itself for whoever goes on with it in this process. */
export const readHere = ({ post, seen }: ToRead, added: Added): Reading & { readonly made: Report } => {
  const report = prepare(post, added)
  return {
    made: report,
    kind: report.kind,
    language: report.language,
    report: packReport(report),
    words: maskPersonalData(post.text),
    // The folded words of the report are what `foldForSearch` makes of the same text.
    search: [...report.tokens.map(({ key }) => key), foldForSearch(seen)].join(' ').trim(),
  }
}
