// `sada restore FILE`: a backup becomes the store again; `--drill` only tries it, beside the store in use, and reports.
import { resolve } from 'node:path'
import { InvalidInputError } from '../errors.ts'
import { drill, type RestoreReport, restore } from '../ops/restore.ts'
import { readArguments } from './arguments.ts'
import { commands } from './commands.ts'
import { environment } from './environment.ts'
import { serverOf, storeFile } from './on-store.ts'

const told = ({ sameSum, posts, cases, erasedAgain, filesMissing, setAside, ms, drill: tried }: RestoreReport) =>
  [
    tried ? 'Tried, nothing was changed. جُرّبت ولم يتغير شيء.' : 'Restored. تمت الاستعادة.',
    `Whole: ${posts} posts, ${cases} cases, ${ms} ms. سليمة: ${posts} منشورًا، ${cases} قضية.`,
    sameSum === null
      ? 'No record of its sum lay beside it. لم يوجد بجانبها سجل ببصمتها.'
      : 'Equal to what was written down when it was made. مطابقة لما سُجّل عند أخذها.',
    `Erased again: ${erasedAgain}. حُذف مجددًا: ${erasedAgain}.`,
    ...(filesMissing > 0
      ? [`${filesMissing} files are not in the media folder. ${filesMissing} من الملفات غير موجودة في مجلد الوسائط.`]
      : []),
    ...(setAside === null ? [] : [`The store of before: ${setAside}. المخزن السابق محفوظ هناك.`]),
  ].join('\n')

export const run = async (args: readonly string[]): Promise<number> => {
  const { positionals, values } = readArguments(args, { drill: { type: 'boolean' } })
  const [file] = positionals
  if (file === undefined || positionals.length > 1)
    throw new InvalidInputError('FILE', 'name one file', `Usage: ${commands.restore.usage}`)
  const config = environment()
  const store = storeFile(config)
  if (store === null)
    throw new InvalidInputError(
      'SADA_DATABASE_URL',
      'names a PostgreSQL store, which has its own tool for this',
      'Use `pg_restore --clean --dbname="$SADA_DATABASE_URL" FILE`; the next start erases again whom the ledger names.',
    )
  if (!values.drill && serverOf(config) !== null)
    throw new InvalidInputError('sada serve', 'is running on this store', 'Stop it first, or add --drill.')
  const report = await (values.drill ? drill : restore)(config, store, resolve(file))
  process.stderr.write(`${told(report)}\n`)
  process.stdout.write(`${JSON.stringify(report)}\n`)
  return 0
}
