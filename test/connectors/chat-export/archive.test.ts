import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { archiveLimits } from '../../../connectors/chat-export/archive.ts'
import { inspectChatFile, openChat } from '../../../connectors/chat-export/index.ts'
import { androidEnglish } from './exports.ts'
import { type Packed, zip } from './zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'sada-zip-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (bytes: Uint8Array, name = 'chat.zip') => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const chat: Packed = { name: 'WhatsApp Chat with Block 7.txt', bytes: Buffer.from(androidEnglish) }
const photo: Packed = { name: 'IMG-20260513-WA0001.jpg', bytes: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]) }

describe('an export with media', () => {
  it('is read from its archive, and its files are found by the names messages give', async () => {
    const path = file(zip([chat, photo, { name: '__MACOSX/._x.txt', bytes: Buffer.from('no') }]))
    expect((await inspectChatFile(path)).length).toBe(10)
    const source = await openChat(path)
    const bytes = Buffer.concat(await (await source.media.get('IMG-20260513-WA0001.jpg')!.open()).toArray())
    expect([...source.media.keys()]).toEqual(['IMG-20260513-WA0001.jpg'])
    expect(bytes).toEqual(photo.bytes)
    source.close()
  })
  it('is the same chat as the bare text', async () => {
    expect(await inspectChatFile(file(zip([chat])))).toEqual(
      await inspectChatFile(file(chat.bytes as Buffer, 'chat.txt')),
    )
  })
})

describe('a hostile archive', () => {
  const refused = (bytes: Uint8Array, limits = archiveLimits) =>
    openChat(file(bytes), limits).then((source) => source.close())
  const many = Array.from({ length: 30 }, (_, n) => ({ name: `${n}.bin`, bytes: Buffer.alloc(2000, n) }))
  it.each([
    [
      'that packs a thousand times',
      zip([chat, { name: 'a.bin', bytes: Buffer.alloc(8 * 1024 ** 2) }]),
      /more than 200 times its size/,
    ],
    [
      'whose files overlap',
      zip(
        Array.from({ length: 40 }, (_, n) => ({
          name: `${n}.txt`,
          bytes: Buffer.from(crypto.getRandomValues(new Uint8Array(900))),
        })),
        { overlap: true },
      ),
      /overlap/,
    ],
    [
      'with a name that climbs out',
      zip([chat, { name: '../../etc/passwd', bytes: Buffer.from('x') }]),
      /refused: .*(relative|invalid)/i,
    ],
    [
      'with an absolute name',
      zip([chat, { name: '/etc/passwd', bytes: Buffer.from('x') }]),
      /refused: .*(absolute|invalid)/i,
    ],
    ['with a password', zip([{ ...chat, encrypted: true }]), /password/],
    ['without a text file', zip([photo]), /no text file in it/],
    ['that is cut short', zip([chat]).subarray(0, 200), /archive refused/],
  ])('%s is refused with the reason', async (_, bytes, reason) => {
    await expect(refused(bytes)).rejects.toThrow(reason)
  })
  it('with too many files or too many bytes is refused', async () => {
    await expect(refused(zip([chat, ...many]), { ...archiveLimits, entries: 20 })).rejects.toThrow(/more than 20 files/)
    await expect(refused(zip([chat, ...many]), { ...archiveLimits, totalBytes: 9000 })).rejects.toThrow(
      /more than 9000 bytes/,
    )
    await expect(refused(zip([chat, ...many]), { ...archiveLimits, entryBytes: 100 })).rejects.toThrow(
      /more than 100 bytes/,
    )
  })
  it('that lies about its sizes fails while it is unpacked', async () => {
    const source = await openChat(file(zip([{ ...chat, claim: 40 }])))
    await expect((await source.text()).toArray()).rejects.toThrow(/too many bytes/)
    source.close()
  })
  it('is told from an honest one', async () => {
    await expect(refused(zip([chat, photo, ...many]))).resolves.toBeUndefined()
  })
})
