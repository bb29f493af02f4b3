// How long a recording is, read from its container: headers and frame sizes, never the sound itself.
import { filmDuration } from './boxes.ts'

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const has = (bytes: Uint8Array, text: string, at: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset + at, Math.min(text.length, bytes.byteLength - at)).toString('latin1') ===
  text

/** Samples a second, and those at the start that are not played. */
const oggRate = (bytes: Uint8Array): { readonly rate: number; readonly skip: number } | null => {
  const view = viewOf(bytes)
  if (bytes.byteLength < 60) return null
  const body = 27 + view.getUint8(26)
  if (body + 19 > bytes.byteLength) return null
  if (has(bytes, 'OpusHead', body)) return { rate: 48_000, skip: view.getUint16(body + 10, true) }
  return has(bytes, '\x01vorbis', body) ? { rate: view.getUint32(body + 12, true), skip: 0 } : null
}

/** The last page says how many samples there were. */
const ogg = (bytes: Uint8Array): number | null => {
  const rate = oggRate(bytes)
  if (rate === null || rate.rate === 0) return null
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const none = 0xffff_ffff_ffff_ffffn
  for (let at = buffer.lastIndexOf('OggS'); at >= 0; at = at === 0 ? -1 : buffer.lastIndexOf('OggS', at - 1)) {
    if (at + 14 > buffer.length || buffer[at + 4] !== 0) continue
    const granule = buffer.readBigUInt64LE(at + 6)
    if (granule !== none) return ((Number(granule) - rate.skip) / rate.rate) * 1000
  }
  return null
}

const narrow = [12, 13, 15, 17, 19, 20, 26, 31, 5] as const
const wide = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5] as const

/** Frames of 20 ms, each as long as its first byte says. */
const amr = (bytes: Uint8Array): number | null => {
  const isWide = has(bytes, '#!AMR-WB\n', 0)
  const sizes: readonly number[] = isWide ? wide : narrow
  let frames = 0
  for (let at = isWide ? 9 : 6; at < bytes.byteLength; frames++) at += 1 + (sizes[(bytes[at]! >> 3) & 15] ?? 0)
  return frames * 20
}

const bitrates = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const
const rates = [44_100, 48_000, 32_000] as const

type Frame = { readonly size: number; readonly samples: number; readonly rate: number }

/** One frame of MPEG layer III; null where there is none. */
const frameAt = (bytes: Uint8Array, at: number): Frame | null => {
  const [b0 = 0, b1 = 0, b2 = 0] = bytes.subarray(at, at + 3)
  if (b0 !== 0xff || (b1 & 0xe0) !== 0xe0 || (b1 & 0x06) !== 0x02) return null
  const version = (b1 >> 3) & 3
  const kbps = (version === 3 ? bitrates.one : bitrates.two)[b2 >> 4]
  const base = rates[(b2 >> 2) & 3]
  if (version === 1 || !kbps || base === undefined) return null
  const rate = version === 3 ? base : version === 2 ? base / 2 : base / 4
  const samples = version === 3 ? 1152 : 576
  return { size: Math.floor((samples / 8) * ((kbps * 1000) / rate)) + ((b2 >> 1) & 1), samples, rate }
}

const tagSize = (bytes: Uint8Array): number =>
  has(bytes, 'ID3', 0) && bytes.byteLength > 10
    ? 10 + ((bytes[6]! << 21) | (bytes[7]! << 14) | (bytes[8]! << 7) | bytes[9]!)
    : 0

const mp3 = (bytes: Uint8Array): number | null => {
  let ms = 0
  for (let at = tagSize(bytes); at < bytes.byteLength; ) {
    const frame = frameAt(bytes, at)
    if (frame === null) break
    ms += (frame.samples / frame.rate) * 1000
    at += frame.size
  }
  return ms === 0 ? null : ms
}

const readers: Readonly<Record<string, (bytes: Uint8Array) => number | null>> = {
  'audio/ogg': ogg,
  'audio/amr': amr,
  'audio/mpeg': mp3,
  'audio/mp4': filmDuration,
  'video/mp4': filmDuration,
  'video/3gpp': filmDuration,
  'video/quicktime': filmDuration,
}

const day = 86_400_000

/** Milliseconds; null where the file does not say or says what cannot be. */
export const durationOf = (type: string, bytes: Uint8Array): number | null => {
  const ms = Math.round(readers[type]?.(bytes) ?? 0)
  return ms > 0 && ms < day ? ms : null
}
