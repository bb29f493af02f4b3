// After a split or an undo: who got an answer that was about another case.
import type { AuthorId, CaseId, ReplyId } from '../model.ts'
import { standingCase } from '../store/cases.ts'
import type { Reader } from '../store/index.ts'
import { answersToPostsIn } from '../store/replies.ts'

export type WronglyAnswered = { readonly author: AuthorId; readonly reply: ReplyId }

type Answer = Awaited<ReturnType<typeof answersToPostsIn>>[number]

/** Only the last word counts: who was corrected, or answered rightly since, got no wrong answer. */
const lastWord = (answers: readonly Answer[]): Answer =>
  answers.toSorted((a, b) => a.at - b.at || (a.reply < b.reply ? -1 : 1)).at(-1)!

/** The post an answer went to is in this case now; the case that was answered is another one. */
export const wronglyAnswered = async (db: Reader, id: CaseId): Promise<readonly WronglyAnswered[]> => {
  const answers = await answersToPostsIn(db, id)
  const standing = new Map<CaseId, CaseId>()
  for (const { answered } of answers)
    if (!standing.has(answered)) standing.set(answered, await standingCase(db, answered))
  return [...Map.groupBy(answers, ({ author }) => author)]
    .map(([author, mine]) => ({ author, last: lastWord(mine) }))
    .filter(({ last }) => standing.get(last.answered) !== id)
    .map(({ author, last }) => ({ author, reply: last.reply }))
}
