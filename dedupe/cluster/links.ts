// People's verdicts by post. They outlive the posts: whoever returns finds them.
import type { Verdict } from '../types.ts'

export type Links = {
  add(verdict: Verdict): void
  remove(a: string, b: string): void
  of(post: string): readonly Verdict[]
}

export const createLinks = (verdicts: Iterable<Verdict> = []): Links => {
  const byPost = new Map<string, Map<string, Verdict>>()
  const put = (from: string, to: string, verdict: Verdict): void => {
    const known = byPost.get(from) ?? new Map<string, Verdict>()
    byPost.set(from, known.set(to, verdict))
  }
  const links: Links = {
    add(verdict) {
      put(verdict.a, verdict.b, verdict)
      put(verdict.b, verdict.a, verdict)
    },
    remove(a, b) {
      byPost.get(a)?.delete(b)
      byPost.get(b)?.delete(a)
    },
    of: (post) => [...(byPost.get(post)?.values() ?? [])],
  }
  for (const verdict of verdicts) links.add(verdict)
  return links
}
