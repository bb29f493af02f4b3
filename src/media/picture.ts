// A citizen's picture made anew: upright, without what the camera wrote into it, with a small copy and what it looks like.
// Runs in the reader's process only: bytes of strangers are decoded nowhere else.
import sharp from 'sharp'
import { lookOf } from './look.ts'

export type PictureRead =
  | {
      readonly kind: 'picture'
      readonly bytes: Uint8Array
      readonly mimeType: string
      readonly thumb: Uint8Array
      readonly width: number
      readonly height: number
      readonly look: string | null
    }
  | { readonly kind: 'refused'; readonly fault: 'picture-too-large' | 'broken' }

const mostPixels = 80_000_000
const longestSide = 20_000
/** Enough to read a meter or a sign by. */
const keptSide = 4096
const thumbSide = 480

sharp.cache(false)
sharp.concurrency(1)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadHeif',
  ],
})

const opened = (bytes: Uint8Array) => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 })

/** Upright and in sRGB; metadata is only kept by those who ask for it. */
const remade = (bytes: Uint8Array, format: string, alpha: boolean) => {
  const upright = opened(bytes)
    .autoOrient()
    .resize(keptSide, keptSide, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
  if (format === 'png' || format === 'gif') return upright.png()
  return format === 'webp' || alpha ? upright.webp({ quality: 88 }) : upright.jpeg({ quality: 88 })
}

const levels = (picture: Uint8Array, width: number, height: number) =>
  sharp(picture).resize(width, height, { fit: 'fill' }).greyscale().raw().toBuffer()

type Small = { readonly data: Buffer; readonly info: { readonly width: number; readonly height: number } }

/** Black bars of a screenshot, a white frame, one inside another: cut off, unless that would leave next to nothing. */
const withoutBorder = async (small: Small, least = (small.info.width * small.info.height) / 4): Promise<Buffer> => {
  const cut = await sharp(small.data)
    .trim({ threshold: 24 })
    .png()
    .toBuffer({ resolveWithObject: true })
    .catch(() => small)
  const [before, after] = [small, cut].map(({ info }) => info.width * info.height) as [number, number]
  if (after < least) return small.data
  return after < before ? withoutBorder(cut, least) : cut.data
}

const seen = async (bytes: Uint8Array): Promise<string | null> => {
  const small = await sharp(bytes)
    .flatten({ background: '#fff' })
    .resize(256, 256, { fit: 'inside' })
    .png()
    .toBuffer({ resolveWithObject: true })
  const bare = await withoutBorder(small)
  return lookOf({ small: await levels(bare, 9, 8), large: await levels(bare, 32, 32) })
}

export const readPicture = async (bytes: Uint8Array): Promise<PictureRead> => {
  try {
    // The header alone: a picture that unfolds beyond measure is refused before it is decoded.
    const { width, height, format, hasAlpha } = await sharp(bytes, { limitInputPixels: false, pages: 1 }).metadata()
    if (width > longestSide || height > longestSide || width * height > mostPixels)
      return { kind: 'refused', fault: 'picture-too-large' }
    const { data, info } = await remade(bytes, format, hasAlpha).toBuffer({ resolveWithObject: true })
    const thumb = await sharp(data)
      .resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 72 })
      .toBuffer()
    const kept = { bytes: data, mimeType: `image/${info.format}`, thumb, width: info.width, height: info.height }
    return { kind: 'picture', ...kept, look: await seen(data) }
  } catch {
    return { kind: 'refused', fault: 'broken' }
  }
}
