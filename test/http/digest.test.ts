// What one should know of now, by mail: given to a program of this machine, once a day, at the hour one chose.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { digestOf, sendDigests } from '../../src/http/digest.ts'
import { checkMail } from '../../src/ops/doctor-mail.ts'
import { messageOf, sendMail } from '../../src/ops/mail.ts'
import { admin, newHouse } from './harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-mail-'))
const taken = join(folder, 'taken')
/** Stands for sendmail: writes down what it is given. */
const program = join(folder, 'take.mjs')
writeFileSync(
  program,
  `import { appendFileSync } from 'node:fs'\nfor await (const part of process.stdin) appendFileSync(${JSON.stringify(taken)}, part)\n`,
)
const command = [process.execPath, program] as const
const bodyOf = (message: string) =>
  Buffer.from(message.slice(message.indexOf('\r\n\r\n')).replace(/\s/g, ''), 'base64').toString('utf8')

describe('A mail', () => {
  it('carries Arabic whole, and no words of people make a header', () => {
    const text = 'انقطاع الكهرباء\r\nBcc: thief@example.org\r\n.\r\n'
    const message = messageOf({ from: 'sada@example.org', to: 'maha@example.org', subject: 'صدى\r\nBcc: x', text }, 0)
    expect(message.split('\r\n').filter((line) => /^(?:Bcc|\.)/.test(line))).toEqual([])
    expect(message.split('\r\n').every((line) => line.length <= 998 && /^[ -~]*$/.test(line))).toBe(true)
    expect(bodyOf(message)).toBe(text)
  })

  it('has a subject of short words, none of them cut within a letter', () => {
    const subject = `${'تنبيهات '.repeat(9)}· 🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥`
    const message = messageOf({ from: 'sada@example.org', to: 'maha@example.org', subject, text: '' }, 0)
    const words = /^Subject: (.*(?:\r\n .*)*)/m.exec(message)![1]!.split('\r\n ')
    const letters = words.map((word) =>
      Buffer.from(/^=\?UTF-8\?B\?(.*)\?=$/.exec(word)![1]!, 'base64').toString('utf8'),
    )
    expect(Math.max(...words.map(({ length }) => length))).toBeLessThanOrEqual(75)
    expect(letters.join('')).toBe(subject)
  })

  it('is not said to be sent when the program is not there, or fails', async () => {
    await expect(sendMail([join(folder, 'nowhere')], 'x')).rejects.toThrow()
    await expect(sendMail([process.execPath, '-e', 'process.exit(75)'], 'x')).rejects.toThrow('75')
  })
})

it('the doctor says where mail goes, and that a program is not there', () => {
  const of = (mailCommand: readonly [string] | null) => checkMail({ mailCommand, mailFrom: 'sada@example.org' })
  expect(of(null).level).toBe('ok')
  expect(of([process.execPath])).toMatchObject({
    level: 'ok',
    says: { en: expect.stringContaining('sada@example.org') },
  })
  expect(of([join(folder, 'nowhere')])).toMatchObject({ level: 'fault', fix: { en: expect.any(String) } })
})

describe('The digest', () => {
  it('says nothing where nothing waits', () => {
    expect(digestOf([], null)).toBeNull()
  })

  it('goes at the hour one chose, to who chose it, with what may not wait first', async () => {
    const env = {
      SADA_MAIL_COMMAND: command.join(' '),
      SADA_MAIL_FROM: 'sada@example.org',
      SADA_PUBLIC_URL: 'https://sada.example',
    }
    const house = await newHouse(undefined, env)
    const id = await house.user('مها', 'supervisor')
    await house.user('جابر', 'analyst')
    const maha = await house.signIn('مها')
    const wishes = (await house.ask('GET', '/api/v1/me/preferences', { as: maha })).body
    const mail = { address: 'maha@example.org', hour: 7 }
    expect((await house.ask('PUT', '/api/v1/me/preferences', { as: maha, body: { ...wishes, mail } })).status).toBe(200)
    const body = [
      {
        id: 'd-1',
        channel: 'whatsapp',
        kind: 'dm',
        author: 'a',
        text: 'حريق في عمارة بالسالمية قطعة 10 وناس عالقين',
        created_at: new Date().toISOString(),
      },
    ]
    await house.ask('POST', '/api/v1/posts', { as: admin, body })
    await house.server.pipeline.drain()
    const [one] = (await house.ask('GET', '/api/v1/cases', { as: admin })).body.items
    await house.ask('POST', `/api/v1/cases/${one.id}/note`, {
      as: admin,
      body: { text: '@مها تابعيها', mentions: [id] },
    })
    const at = (hour: number) => Date.UTC(2026, 10, 1, hour - 3)
    expect(await sendDigests(house.server, at(8))).toBe(0)
    expect(await sendDigests(house.server, at(7))).toBe(1)
    const message = readFileSync(taken, 'utf8')
    expect(message).toContain('To: maha@example.org')
    expect(bodyOf(message)).toContain(`https://sada.example/cases/${one.id}`)
    expect(bodyOf(message)).toContain('ذُكر اسمك')
  })

  it('is refused, with the fix, where no mail leaves the server', async () => {
    const house = await newHouse()
    await house.user('مها', 'supervisor')
    const maha = await house.signIn('مها')
    const wishes = (await house.ask('GET', '/api/v1/me/preferences', { as: maha })).body
    const mail = { address: 'maha@example.org', hour: 7 }
    const refused = await house.ask('PUT', '/api/v1/me/preferences', { as: maha, body: { ...wishes, mail } })
    expect([refused.status, refused.body.field]).toEqual([422, 'mail'])
  })
})
