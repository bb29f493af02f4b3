// What is read from strangers' bytes: types, lengths, looks; and what is left of a picture when it is kept.
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { withoutNotes } from '../../src/media/boxes.ts'
import { durationOf } from '../../src/media/duration.ts'
import { withoutHeifNotes } from '../../src/media/heif.ts'
import { bandsOf, lookOf, resemblance } from '../../src/media/look.ts'
import { createReader } from '../../src/media/reader.ts'
import { evidenceOf } from '../../src/media/resemble.ts'
import { fits, isPassive, typeOf, typeOfBytes } from '../../src/media/type.ts'
import { understand } from '../../src/media/understand.ts'
import type { Lookalike } from '../../src/store/media.ts'
import { amr, bomb, jpeg, mp3, mp4, ogg, plain, scene, withExif } from './pictures.ts'

const reader = createReader()
afterAll(() => reader.stop())

const read = async (bytes: Uint8Array) => {
  const result = await reader.picture(bytes)
  if (result.kind !== 'picture') throw new Error(JSON.stringify(result))
  return result
}
const lookIn = async (bytes: Uint8Array) => (await read(bytes)).look!

describe('A type', () => {
  it('is what the bytes are, whatever their name says', async () => {
    expect(typeOfBytes(await jpeg(1))).toBe('image/jpeg')
    expect(typeOfBytes(await sharp(scene(1)).webp().toBuffer())).toBe('image/webp')
    expect(typeOfBytes(ogg(1000))).toBe('audio/ogg')
    expect(typeOfBytes(amr(3))).toBe('audio/amr')
    expect(typeOfBytes(mp3(3))).toBe('audio/mpeg')
    expect(typeOfBytes(mp4(1000))).toBe('video/mp4')
    expect(typeOf(mp4(1000), 'voice')).toBe('audio/mp4')
    expect(typeOfBytes(scene(1))).toBeNull()
  })

  it.each([
    ['image', '<svg onload="alert(1)">', false],
    ['image', '<!doctype html><script>', false],
    ['voice', '%PDF-1.7', false],
    ['document', '%PDF-1.7', true],
    ['sticker', 'MZ\x90', false],
  ])('of %s with the bytes %j may be kept: %s', (kind, bytes, kept) => {
    expect(fits(kind, typeOf(Buffer.from(bytes), kind))).toBe(kept)
  })

  it.each([
    'image/svg+xml',
    'text/html',
    'application/pdf',
    'application/xml',
    'application/octet-stream',
  ])('that may act is never shown in its place: %s', (type) => expect(isPassive(type)).toBe(false))
})

describe('The length of a recording', () => {
  it.each([
    ['audio/ogg', ogg(61_500), 61_500],
    ['audio/amr', amr(150), 3000],
    ['audio/mpeg', mp3(100), 2612],
    ['audio/mp4', mp4(4200, 'M4A '), 4200],
    ['video/mp4', mp4(90_000), 90_000],
    ['audio/ogg', Buffer.from('OggS'), null],
    ['video/mp4', Buffer.from('\0\0\0\x08ftyp'), null],
    ['application/pdf', Buffer.from('%PDF'), null],
  ])('of %s is read from its container', (type, bytes, ms) => {
    expect(durationOf(type, bytes)).toBe(ms)
  })

  it('is a number or nothing for any bytes at all', () => {
    const heads = [ogg(500), amr(4), mp3(4), mp4(500)]
    fc.assert(
      fc.property(
        fc.constantFrom('audio/ogg', 'audio/amr', 'audio/mpeg', 'audio/mp4'),
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 400 }),
        fc.nat(200),
        (type, head, noise, at) => {
          const ms = durationOf(type, Buffer.concat([head.subarray(0, at), noise, head.subarray(at)]))
          return ms === null || (ms > 0 && ms < 86_400_000)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('A film', () => {
  it('loses the notes of its camera and nothing else', () => {
    const film = mp4(2000)
    expect(film.includes('SecretPlace')).toBe(true)
    const clean = Buffer.from(withoutNotes(film))
    expect(clean.includes('SecretPlace')).toBe(false)
    expect(clean.length).toBe(film.length)
    expect(durationOf('video/mp4', clean)).toBe(2000)
  })
})

describe('A picture of a phone’s own format', () => {
  it('loses the notes of its camera and is the same picture', async () => {
    const source = sharp(scene(8)).withExif({ IFD0: { Artist: 'Secret Citizen' } })
    const original = await source
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">SecretXmp</x:xmpmeta>')
      .avif({ effort: 0 })
      .toBuffer()
    expect(original.includes('Secret Citizen')).toBe(true)
    const clean = Buffer.from(withoutHeifNotes(original))
    for (const secret of ['Secret Citizen', 'SecretXmp']) expect(clean.includes(secret)).toBe(false)
    const pixels = (bytes: Buffer) => sharp(bytes).raw().toBuffer()
    expect((await pixels(clean)).equals(await pixels(original))).toBe(true)
  })

  it('is never a danger, whatever its boxes say', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const meta = Buffer.concat([Buffer.from('\0\0\x01\x2cmeta\0\0\0\0'), noise])
        return withoutHeifNotes(meta).length === meta.length
      }),
    )
  })
})

describe('A picture', () => {
  it('is kept upright, without what its camera wrote, with a small copy', async () => {
    const original = await withExif(3)
    for (const secret of ['Secret Citizen', 'SecretXmp']) expect(original.includes(secret)).toBe(true)
    const kept = await read(original)
    expect([kept.width, kept.height]).toEqual([600, 800])
    const { exif, xmp, iptc, orientation } = await sharp(kept.bytes).metadata()
    expect({ exif, xmp, iptc, orientation }).toEqual({
      exif: undefined,
      xmp: undefined,
      iptc: undefined,
      orientation: undefined,
    })
    for (const bytes of [kept.bytes, kept.thumb])
      for (const secret of ['Secret Citizen', 'SecretXmp', 'Exif', 'GPS'])
        expect(Buffer.from(bytes).includes(secret)).toBe(false)
    expect((await sharp(kept.thumb).metadata()).height).toBe(480)
  })

  it('that unfolds beyond measure is refused before it is decoded', async () => {
    const small = await bomb()
    expect(small.length).toBeLessThan(2_000_000)
    expect(await reader.picture(small)).toEqual({ kind: 'refused', fault: 'picture-too-large' })
  })

  it.each([
    ['cut short', async () => (await jpeg(4)).subarray(0, 2000)],
    ['noise behind a true head', async () => Buffer.concat([(await jpeg(4)).subarray(0, 200), Buffer.alloc(4000, 9)])],
    ['an SVG', async () => scene(4)],
  ])('that is %s is refused', async (_, make) => {
    expect(await reader.picture(await make())).toEqual({ kind: 'refused', fault: 'broken' })
  })

  it('whose reading takes too long ends the reader, and the next is read by another', async () => {
    const hasty = createReader({ pictureMs: 1 })
    expect(await hasty.picture(await jpeg(1))).toEqual({ kind: 'lost' })
    await hasty.stop()
    expect(await hasty.picture(await jpeg(1))).toEqual({ kind: 'lost' })
    expect((await reader.picture(await jpeg(1))).kind).toBe('picture')
  })

  it('under another kind of name is kept as what it is', async () => {
    const png = await sharp(scene(5)).png().toBuffer()
    expect(await understand(reader, png, 'document')).toMatchObject({ kind: 'kept', mimeType: 'image/png' })
    expect(await understand(reader, Buffer.from('<html>'), 'image')).toEqual({ kind: 'refused', fault: 'other-type' })
  })
})

describe('Two pictures', () => {
  it('are the same when one is smaller, coarser, framed or brighter', async () => {
    for (const n of [1, 2, 3, 4, 5]) {
      const look = await lookIn(await jpeg(n))
      const source = () => sharp(scene(n))
      const copies = [
        await source().resize(320).jpeg({ quality: 35 }).toBuffer(),
        await source().extend({ top: 90, bottom: 90, background: '#000' }).png().toBuffer(),
        await source().modulate({ brightness: 1.15 }).jpeg({ quality: 70 }).toBuffer(),
        await source().webp({ quality: 50 }).toBuffer(),
      ]
      for (const copy of copies) {
        const other = await lookIn(copy)
        expect(resemblance(look, other)).toBe('same')
        expect(bandsOf(look).some((band) => bandsOf(other).includes(band))).toBe(true)
      }
    }
  })

  it('of different things are not, and a mirrored one is another', async () => {
    const looks = await Promise.all(Array.from({ length: 12 }, async (_, n) => lookIn(await jpeg(n + 10))))
    for (const [i, a] of looks.entries()) for (const b of looks.slice(i + 1)) expect(resemblance(a, b)).not.toBe('same')
    expect(resemblance(looks[0]!, await lookIn(await sharp(scene(10)).flop().jpeg().toBuffer()))).toBe('other')
  })

  it('of a wall look like nothing', async () => {
    expect((await read(await plain())).look).toBeNull()
    expect(lookOf({ small: new Uint8Array(72).fill(9), large: new Uint8Array(1024).fill(9) })).toBeNull()
  })
})

describe('A picture as evidence', () => {
  const look = '3e3e7ab9793129d0:3762cc7c42c63b83'
  const near = '3e3e7ab9793129d1:3762cc7c42c63b80'
  const falseFriend = '3e3e7ab9793129d1:c89d3383bd39c47c'
  let serial = 0
  const known = (more: Partial<Lookalike>): Lookalike => {
    serial++
    const one = { id: `m${serial}`, look, phash: look.slice(0, 16), caseId: `c${serial}`, author: `a${serial}` }
    return { ...one, ...more } as Lookalike
  }

  it('has the hash of the first telling of it, so that copies are equal', () => {
    expect(evidenceOf(near, [])).toBe(near.slice(0, 16))
    expect(evidenceOf(near, [known({})])).toBe(look.slice(0, 16))
  })

  it('is none where only one of two hashes says it is a known picture', () => {
    expect(evidenceOf(falseFriend, [known({})])).toBeNull()
  })

  it('is none once it is everywhere: in many cases, or with many people who reported nothing', () => {
    const everywhere = Array.from({ length: 4 }, () => known({}))
    expect(evidenceOf(look, everywhere.slice(1))).not.toBeNull()
    expect(evidenceOf(look, everywhere)).toBeNull()
    const wishes = Array.from({ length: 8 }, () => known({ caseId: null }))
    expect(evidenceOf(look, wishes.slice(1))).not.toBeNull()
    expect(evidenceOf(look, wishes)).toBeNull()
  })

  it('stays evidence among many people of one case', () => {
    const neighbours = Array.from({ length: 30 }, () => known({ caseId: 'one' as Lookalike['caseId'] }))
    expect(evidenceOf(look, neighbours)).toBe(look.slice(0, 16))
  })
})
