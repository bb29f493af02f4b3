// The authors of a case as planning sees them.
import type { CaseId } from '../model.ts'
import type { Reader } from '../store/index.ts'
import { saidInCase } from '../store/replies.ts'
import type { Heard, Reporter } from './plan.ts'

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

export const reportersOf = async (db: Reader, id: CaseId): Promise<readonly Reporter[]> =>
  [...Map.groupBy(await saidInCase(db, id), ({ author }) => author)].map(([author, said]) => ({
    author,
    channel: said[0]!.channel,
    remoteId: said[0]!.recipient,
    name: said[0]!.name ?? (said[0]!.handle === null ? null : `@${said[0]!.handle}`),
    posts: said.map(heard),
  }))
