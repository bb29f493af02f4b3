// The authors of a case as planning sees them.
import type { AuthorId, CaseId } from '../model.ts'
import type { Reader } from '../store/index.ts'
import { personsAmong, silencedAmong } from '../store/reach.ts'
import { saidInCase } from '../store/replies.ts'
import type { Heard, Reporter } from './planned.ts'

type Said = Awaited<ReturnType<typeof saidInCase>>[number]

const heard = (said: Said): Heard => ({
  id: said.post,
  remoteId: said.remote,
  account: said.account,
  surface: said.surface,
  at: said.at,
  language: said.language,
  summoned: said.summoned === null ? null : said.summoned === 1,
  deleted: said.deleted !== null,
})

/** All of them, or the one named. */
export const reportersOf = async (db: Reader, id: CaseId, only?: AuthorId): Promise<readonly Reporter[]> => {
  const byAuthor = Map.groupBy(await saidInCase(db, id, only), ({ author }) => author)
  const authors = [...byAuthor.keys()]
  const silenced = await silencedAmong(db, authors)
  const persons = await personsAmong(db, authors)
  return [...byAuthor].map(([author, said]) => {
    const person = persons.get(author)
    return {
      author,
      channel: said[0]!.channel,
      remoteId: said[0]!.recipient,
      name: said[0]!.name ?? (said[0]!.handle === null ? null : `@${said[0]!.handle}`),
      posts: said.map(heard),
      unreachable: silenced.get(author) ?? null,
      person: person === undefined ? null : { id: person.id, preferred: person.preferred === author },
    }
  })
}
