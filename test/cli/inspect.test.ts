import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/inspect.ts'

const folder = mkdtempSync(join(tmpdir(), 'inspect-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const inspect = async (...args: readonly string[]) => {
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(() => true)
  const code = await run(args)
  return { code, events: JSON.parse(out.mock.calls.map(([text]) => String(text)).join('')) as { kind: string }[] }
}

const comment = { field: 'comments', value: { id: 'c', text: 'هلا', from: { id: '5' }, media: { id: 'm' } } }

describe('sada inspect', () => {
  it.each([
    [
      'whatsapp',
      '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"2"},"messages":[{"from":"3","id":"wamid.A","type":"text","text":{"body":"هلا"}}]}}]}]}',
    ],
    ['instagram', JSON.stringify({ object: 'instagram', entry: [{ id: '1', time: 1, changes: [comment] }] })],
    [
      'x',
      '{"data":{"id":"2080765813578191303","text":"هلا"}}\r\n\r\n{"data":{"id":"2080765813578191304","text":"مرحبا"}}\r\n',
    ],
    ['chat-export', '[20/11/2026, 08:15:00] Ali: هلا\n[20/11/2026, 08:16:00] Sara: مرحبا\n'],
    ['generic', '{"id":"1","text":"هلا"}'],
  ])('prints what %s says as a JSON array', async (channel, content) => {
    const { code, events } = await inspect(channel, file(`${channel}.json`, content))
    expect(code).toBe(0)
    expect(events[0]).toMatchObject({ kind: 'post', channel })
    expect(Object.keys(events[0]!).slice(0, 2)).toEqual(['kind', 'channel'])
  })
  it('prints an empty array for an answer without posts', async () => {
    expect(await inspect('x', file('empty.json', '{"meta":{"result_count":0}}'))).toEqual({ code: 0, events: [] })
  })
  it('refuses what is too large before it is read, and says how much it takes', async () => {
    const path = file('huge.json', '')
    // A hole of eight gigabytes: read, it would not fit a buffer.
    truncateSync(path, 8 * 1024 ** 3)
    await expect(run(['whatsapp', path])).rejects.toThrow(
      `8589934592 bytes; at most ${64 * 1024 ** 2} are read at once`,
    )
  })

  it('tells our own comments apart where the account is named', async () => {
    const path = file('answer.json', '{"data":[{"id":"c","text":"تم","from":{"id":"178"}}]}')
    expect((await inspect('instagram', path, '--account', '178')).events).toMatchObject([{ kind: 'echo' }])
  })
  it.each([
    ['no channel', [], 'CHANNEL'],
    ['an unknown channel', ['telex', 'a'], 'CHANNEL'],
    ['no file', ['x'], 'FILE'],
    ['two files', ['x', 'a', 'b'], 'FILE'],
    ['an unknown option', ['x', 'a', '--shout'], 'arguments'],
    ['an unknown order', ['chat-export', 'a', '--order', 'ydm'], '--order'],
  ])('is used wrongly with %s', async (_name, args, field) => {
    const path = file('a', '{"meta":{"result_count":0}}')
    await expect(run(args.map((arg) => (arg === 'a' ? path : arg)))).rejects.toMatchObject({
      name: 'InvalidInputError',
      field,
    })
  })
  it.each([
    ['is not there', 'x', 'nowhere.json', null, 'there is no such file'],
    ['is empty', 'x', 'none.json', '', 'empty'],
    ['is not JSON', 'whatsapp', 'bad.json', '{"object":', 'not JSON'],
    ['is of another channel', 'whatsapp', 'other.json', '{"hello":"world"}', 'not a WhatsApp delivery'],
  ])('fails and names the file that %s', async (_name, channel, name, content, reason) => {
    const path = content === null ? join(folder, name) : file(name, content)
    await expect(run([channel, path])).rejects.toThrow(new RegExp(`${name}: .*${reason}`))
  })
})
