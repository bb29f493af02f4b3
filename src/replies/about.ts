// What a reply may say of its case besides the words: its reference, where it is, where everybody may follow it.
import { kuwait } from '../../dedupe/index.ts'
import { houseNames } from '../store/house-names.ts'
import type { CaseRow, Reader } from '../store/index.ts'
import { pageOf } from '../store/pages.ts'
import type { ReplyDesk } from './desk.ts'
import type { About } from './render.ts'

type Named = { readonly id: string; readonly ar: string; readonly en: string }
const nameIn = (names: readonly Named[], id: string | null) => {
  const found = names.find((one) => one.id === id)
  return found === undefined ? null : { ar: found.ar, en: found.en }
}

export const pageLink = (publicUrl: string, slug: string): string => `${publicUrl}/p/${slug}`

export const aboutCase = async (
  db: Reader,
  row: CaseRow,
  { publicUrl }: Pick<ReplyDesk, 'publicUrl'>,
): Promise<About> => {
  const page = publicUrl ? await pageOf(db, row.id) : undefined
  const { topics = {} } = await houseNames(db)
  const topic = nameIn(kuwait.topics, row.topic)
  return {
    reference: row.reference,
    link: publicUrl && page?.published_at ? pageLink(publicUrl, page.slug) : null,
    area: nameIn(kuwait.areas, row.area),
    topic: topic && { ...topic, ...topics[row.topic!] },
    count: row.authors,
  }
}
