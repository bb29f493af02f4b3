// People planted into a store, each with what must be found nowhere afterwards.
import { createHash, createHmac } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { House } from '../http/harness.ts'

/** Letters only, unlike any other person's from the first on: an index of words shortens common beginnings. */
const mark = (n: number, what: string): string =>
  createHash('sha256')
    .update(`${what} ${n}`)
    .digest('hex')
    .slice(0, 12)
    .replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)]!)

export type Planted = {
  readonly number: string
  readonly name: string
  readonly word: string
  readonly wamid: string
  readonly body: string
}

export const planted = (n: number): Planted => {
  const number = `9655${String(1_000_003 + n * 7919).padStart(7, '0')}`
  const [name, word] = [`Abu ${mark(n, 'name')}`, mark(n, 'word')]
  const wamid = `wamid.${Buffer.from(`\u001d\u000b${number}\u0015${n}`).toString('base64')}`
  const message = {
    from: number,
    id: wamid,
    timestamp: String(1_795_600_000 + n * 60),
    type: 'text',
    text: { body: `حفرة كبيرة في السالمية قطعة 4 شارع 10 ${word} رقمي ${number}` },
  }
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '96522220000', phone_number_id: '1000' },
    contacts: [{ profile: { name }, wa_id: number }],
    messages: [message],
  }
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  })
  return { number, name, word, wamid, body }
}

export const deliver = ({ ask }: House, body: string) =>
  ask('POST', '/webhooks/whatsapp', {
    body,
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${createHmac('sha256', 'new-secret').update(body).digest('hex')}`,
    },
  })

const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => join(folder, name))
        .filter((file) => statSync(file).isFile())
    : []

/** Which of these words stand in which files, as bytes. */
export const hits = (folder: string, words: readonly string[]): readonly string[] =>
  filesIn(folder).flatMap((file) => {
    const bytes = readFileSync(file)
    return words.filter((word) => bytes.includes(word)).map((word) => `${file.slice(folder.length)}: ${word}`)
  })
