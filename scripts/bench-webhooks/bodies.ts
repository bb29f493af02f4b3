// Signed webhook requests as WhatsApp sends them: one message each, ids of their own, the stream of the bench as words.
import { createHmac } from 'node:crypto'
import { tellings } from '../bench/posts.ts'

export const secret = 'bench-secret'

const delivery = (id: string, from: string, text: string, seconds: number): string =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '96522220000', phone_number_id: '106540352242922' },
              contacts: [{ profile: { name: 'مواطن' }, wa_id: from }],
              messages: [{ from, id, timestamp: `${seconds}`, type: 'text', text: { body: text } }],
            },
          },
        ],
      },
    ],
  })

const head = (length: number, signature: string, port: number) =>
  [
    'POST /webhooks/whatsapp HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    'content-type: application/json',
    'user-agent: facebookexternalua',
    `x-hub-signature-256: sha256=${signature}`,
    `content-length: ${length}`,
    '',
    '',
  ].join('\r\n')

/** Whole requests, made before the clock runs. */
export const requests = (count: number, run: string, port: number): readonly Buffer[] => {
  const made: Buffer[] = []
  const now = Math.floor(Date.now() / 1000)
  for (const { post } of tellings(1)) {
    if (made.length === count) break
    const n = made.length
    const id = `wamid.${Buffer.from(`${run}.${n}`).toString('base64')}`
    const body = Buffer.from(delivery(id, `9655${String(1_000_000 + (n % 400_000))}`, post.text, now))
    const signature = createHmac('sha256', secret).update(body).digest('hex')
    made.push(Buffer.concat([Buffer.from(head(body.length, signature, port)), body]))
  }
  return made
}
