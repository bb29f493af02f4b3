// Opens a file as what it is said to be. Whatever a person must decide first is asked here, before anything is imported.
import { phoneOf, readWrittenTime, type Survey } from '../../connectors/index.ts'
import { InvalidInputError } from '../errors.ts'
import { readChatFile } from './chat.ts'
import { readCsv } from './csv.ts'
import type { Reading } from './item.ts'
import { readJsonl } from './jsonl.ts'
import type { ImportRequest } from './options.ts'

/** Asks a person which senders are the ministry's own; null = there is nobody to ask. */
export type AskSelf = ((file: string, senders: readonly string[]) => Promise<readonly string[]>) | null

/** A number stays private on a screen others see; its end is enough to know it again. */
const shownName = (name: string): string => {
  const phone = phoneOf(name)
  return phone === null ? name : `+••••${phone.slice(-4)}`
}

const mostShown = 20

const sendersOf = ({ senders }: Survey): readonly (readonly [string, number])[] =>
  [...senders].toSorted(([, a], [, b]) => b - a).slice(0, mostShown)

const refusal = (file: string, survey: Survey, self: readonly string[] = []): InvalidInputError => {
  const told = self.map((name) => `no line is from \`${shownName(name)}\`; `).join('')
  const shown = sendersOf(survey).map(([name, count]) => `${shownName(name)} (${count})`)
  const more = survey.senders.size > mostShown ? ` and ${survey.senders.size - mostShown} more` : ''
  const hint = survey.exporter === null ? '' : `; the export was made by the phone of ${shownName(survey.exporter)}`
  return new InvalidInputError(
    '--self',
    `${file}: ${told}it cannot be told which sender is the ministry; senders and their lines: ${shown.join(', ')}${more}${hint}`,
    'Pass --self NAME for each of its senders, or --self none if it did not speak here',
  )
}

const openChatExport = async (
  file: string,
  request: ImportRequest,
  ask: AskSelf,
  warn: (text: string) => void,
): Promise<Reading> => {
  const opening = await readChatFile(file, request)
  if (opening.kind === 'unclear') throw new InvalidInputError(file, opening.reason, 'Nothing was imported')
  if (opening.kind === 'ready') {
    for (const name of opening.strangers) warn(`${file}: no line is from \`${shownName(name)}\` (--self)`)
    return opening.reading
  }
  if (ask === null) throw refusal(file, opening.survey, request.self)
  const self = await ask(
    file,
    sendersOf(opening.survey).map(([name]) => name),
  )
  return openChatExport(file, { ...request, self }, null, warn)
}

export const openFile = (
  file: string,
  request: ImportRequest,
  ask: AskSelf,
  warn: (text: string) => void,
): Promise<Reading> => {
  const { account, tz, order } = request
  if (request.format === 'chat-export') return openChatExport(file, request, ask, warn)
  if (request.format === 'csv') return readCsv(file, order === undefined ? { account, tz } : { account, tz, order })
  return readJsonl(file, { account, localTime: (text) => readWrittenTime(text, order ?? 'ymd', tz) })
}
