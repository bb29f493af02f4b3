// From one process to many: a whole SQLite store into PostgreSQL, proved table by table, the words for the search made again.
import { foldForSearch } from '../../dedupe/index.ts'
import { seenIn } from '../pipeline/heard.ts'
import { addressOf } from '../store/engine.ts'
import { openStore, type Store, type StoreOptions, unpackReport, write } from '../store/index.ts'
import { endMove, type MoveOptions, moveStore, type TableProof } from '../store/postgres-move.ts'
import { mediaOf } from '../store/posts.ts'
import { type SearchRow, saveSearch } from '../store/search.ts'
import { readAfter, searchedTo } from '../store/search-again.ts'

/** The words of posts from where the last run stopped, a page a transaction. */
const searchAgain = async (store: Store, say: MoveOptions['say']): Promise<void> => {
  let count = 0
  for (let after = await searchedTo(store.read); ; ) {
    const rows = await readAfter(store.read, after, 500)
    if (rows.length === 0) return
    const search: SearchRow[] = []
    for (const row of rows) {
      const seen = seenIn(await mediaOf(store.read, row.id))
      const words = unpackReport(row).tokens.map(({ key }) => key)
      search.push({ seq: row.seq, body: [...words, foldForSearch(seen)].join(' ').trim() })
    }
    await write(store, (tx) => saveSearch(tx, search))
    after = rows.at(-1)!.seq
    count += rows.length
    say?.('posts_search', count)
  }
}

export type Moved = { readonly whole: boolean; readonly proofs: readonly TableProof[] }

/** Run again after a crash it goes on; throws where either side is in use or not fit. */
export const move = async (
  { from, to, say }: MoveOptions,
  options: Pick<StoreOptions, 'secrets' | 'dataDir'>,
): Promise<Moved> => {
  const source = await openStore(from, options)
  try {
    source.own()
    // Brought to today's tables; its hash key is replaced by the source's.
    await (await openStore(to, options)).close()
    const file = addressOf(from)
    const proofs = await moveStore({
      from: file.engine === 'sqlite' ? file.path! : '',
      to,
      ...(say === undefined ? {} : { say }),
    })
    const whole = proofs.every(({ same }) => same)
    if (!whole) return { whole, proofs }
    const target = await openStore(to, options)
    await searchAgain(target, say).finally(() => target.close())
    await endMove(to)
    return { whole, proofs }
  } finally {
    await source.close()
  }
}
