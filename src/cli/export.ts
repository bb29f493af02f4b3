// `sada export cases|posts|replies|verdicts`: everything of a kind on stdout, page by page, personal data masked.
import { once } from 'node:events'
import { createConnectors } from '../../connectors/index.ts'
import { InvalidInputError } from '../errors.ts'
import { caseStatus } from '../http/contract.ts'
import { showCases } from '../http/show/cases.ts'
import { callThem } from '../http/show/names.ts'
import { showPosts } from '../http/show/posts.ts'
import { showReplies } from '../http/show/replies.ts'
import { windowRules } from '../http/show/windows.ts'
import { csvHeader, csvRow } from '../ops/csv.ts'
import { audit } from '../store/audit.ts'
import { houseNames } from '../store/house-names.ts'
import { type Store, write } from '../store/index.ts'
import { standingVerdicts } from '../store/verdicts.ts'
import { listCases } from '../store/views/cases.ts'
import type { Key } from '../store/views/page.ts'
import { listPosts } from '../store/views/posts.ts'
import { listReplies } from '../store/views/replies.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { onCopy } from './on-store.ts'

type Page = { readonly items: readonly object[]; readonly next: Key | null }
type Source = {
  readonly columns: readonly string[]
  page(store: Store, after: Key | null): Promise<Page>
}
const size = 200

const windows = windowRules(Object.values(createConnectors()))
const sources: Readonly<Record<string, Source>> = {
  cases: {
    columns:
      'id reference kind status version agency owner.name golden.title golden.area.ar golden.area.en golden.block golden.topic.ar golden.topic.en golden.posts golden.authors golden.firstAt golden.lastAt openedAt closedAt mergedInto recurrenceOf pendingReviews'.split(
        ' ',
      ),
    page: async (store, after) => {
      const { rows, next } = await listCases(
        store,
        { statuses: caseStatus.options, scope: null },
        'oldest',
        after,
        size,
      )
      return { items: await showCases({ store, windows, nearness: null, now: Date.now(), scope: null }, rows), next }
    },
  },
  posts: {
    columns:
      'id channel account kind reportKind remoteId author.name text language createdAt receivedAt replyTo location.lat location.lon forwarded editedAt deletedAt caseId state'.split(
        ' ',
      ),
    page: async (store, after) => {
      const { rows, next } = await listPosts(store, { scope: null }, after, size)
      return { items: await showPosts(store, rows, null), next }
    },
  },
  replies: {
    columns: 'id caseId kind text by at counts'.split(' '),
    page: async (store, after) => {
      const { rows, next } = await listReplies(store, null, after, size)
      return { items: await showReplies(store, rows, null), next }
    },
  },
  verdicts: {
    columns: ['a', 'b', 'link'],
    page: async (store) => ({ items: await standingVerdicts(store.read), next: null }),
  },
}

const put = async (text: string) => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

const pour = async (store: Store, { columns, page }: Source, csv: boolean): Promise<number> => {
  let after: Key | null = null
  let count = 0
  if (csv) await put(csvHeader(columns))
  do {
    const { items, next }: Page = await page(store, after)
    for (const item of items) await put(csv ? csvRow(item, columns) : `${JSON.stringify(item)}\n`)
    count += items.length
    after = next
  } while (after !== null)
  return count
}

export const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = readArguments(args, { format: { type: 'string', default: 'jsonl' } })
  const [what] = positionals
  const source =
    what === undefined || positionals.length > 1 || !Object.hasOwn(sources, what) ? undefined : sources[what]
  if (source === undefined)
    throw new InvalidInputError('arguments', 'say what to export', `Usage: ${commands.export.usage}`)
  if (values.format !== 'jsonl' && values.format !== 'csv')
    throw new InvalidInputError('--format', `\`${values.format}\` is no format of ours`, 'Use jsonl or csv.')
  const csv = values.format === 'csv'
  const count = await onCopy(environment(), async (store) => {
    const entry = { actor: { kind: 'command' } as const, action: 'exported', subject: what!, at: Date.now() }
    await write(store, (tx) => audit(tx, { ...entry, data: { format: values.format } }))
    callThem(await houseNames(store.read))
    return pour(store, source, csv)
  })
  process.stderr.write(`${count} ${what}.\n`)
  return 0
}
