// Real bytes for the tests: pictures made with sharp, recordings made by hand.
import { crc32 } from 'node:zlib'
import sharp from 'sharp'

/** A scene that differs by its number. */
export const scene = (n: number, width = 800, height = 600): Buffer => {
  const at = (k: number, of: number) => Math.abs(Math.sin(n * 12.9 + k * 78.2) * 43_758.5) % of
  const shapes = Array.from({ length: 9 }, (_, k) => {
    const shade = Math.round(at(k, 255))
    return `<rect x="${at(k + 20, width)}" y="${at(k + 40, height)}" width="${width / 3}" height="${height / 4}" fill="rgb(${shade},${255 - shade},${shade})"/>`
  })
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#876"/>${shapes.join('')}</svg>`,
  )
}

export const jpeg = (n: number, width?: number, height?: number): Promise<Buffer> =>
  sharp(scene(n, width, height))
    .jpeg({ quality: 90 })
    .toBuffer()

/** Turned by the camera, with its name and place. */
export const withExif = (n: number): Promise<Buffer> =>
  sharp(scene(n))
    .withExif({ IFD0: { Artist: 'Secret Citizen' }, IFD3: { GPSLatitude: '29/1 20/1 0/1', GPSLatitudeRef: 'N' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="x">SecretXmp</rdf:RDF></x:xmpmeta>')
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

export const plain = (): Promise<Buffer> =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#777' } })
    .png()
    .toBuffer()

/** A few bytes whose head promises 900 million pixels. */
export const bomb = async (): Promise<Buffer> => {
  const png = await plain()
  png.writeUInt32BE(30_000, 16)
  png.writeUInt32BE(30_000, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

const page = (granule: bigint, payload: Buffer, first: boolean): Buffer => {
  const head = Buffer.alloc(28)
  head.write('OggS')
  head[5] = first ? 2 : 4
  head.writeBigUInt64LE(granule, 6)
  head[26] = 1
  head[27] = payload.length
  return Buffer.concat([head, payload])
}

/** An Ogg container with Opus, as long as told; what it would sound like is nobody's concern. */
export const ogg = (ms: number): Buffer => {
  const opus = Buffer.alloc(19)
  opus.write('OpusHead')
  opus[8] = 1
  opus[9] = 1
  opus.writeUInt16LE(312, 10)
  opus.writeUInt32LE(48_000, 12)
  return Buffer.concat([page(0n, opus, true), page(BigInt(ms * 48 + 312), Buffer.alloc(40, 7), false)])
}

export const amr = (frames: number): Buffer =>
  Buffer.concat([
    Buffer.from('#!AMR\n'),
    ...Array.from({ length: frames }, () => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)])),
  ])

/** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes and 26 ms a frame. */
export const mp3 = (frames: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 10]),
    Buffer.alloc(10),
    ...Array.from({ length: frames }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(413)])),
  ])

const box = (name: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(name, 4)
  return Buffer.concat([head, body])
}

/** A film's boxes with its length and the place its camera noted. */
export const mp4 = (ms: number, brand = 'isom'): Buffer => {
  const header = Buffer.alloc(100)
  header.writeUInt32BE(1000, 12)
  header.writeUInt32BE(ms, 16)
  const place = box('udta', box('\xa9xyz', Buffer.from('+29.3375+047.6581/SecretPlace')))
  return Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0isom`)),
    box('moov', box('mvhd', header), box('trak', box('tkhd', Buffer.alloc(84))), place),
    box('mdat', Buffer.alloc(64, 1)),
  ])
}
