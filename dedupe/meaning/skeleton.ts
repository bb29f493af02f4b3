// Consonants that sound alike across scripts share a class, vowels have none: كهرباء, kahraba and कहरबा read k-h-r-b.
// A bridge between Arabic, Arabizi, English loan words, Urdu, Hindi, Bengali and Malayalam; too coarse to stand alone.

const classes = new Uint8Array(0x10000)

const sounds: Readonly<Record<string, string>> = {
  b: 'bpبپ',
  t: 't6تثط',
  j: 'jجچ',
  h: 'h7حه',
  K: '5خ',
  d: 'dدذض',
  r: 'rر',
  z: 'zز',
  s: 's9سص',
  x: 'xش',
  '3': '3ع',
  g: 'gq8غقگ',
  f: 'fvف',
  k: 'kcك',
  l: 'lل',
  m: 'mم',
  n: 'nن',
}
for (const [sound, letters] of Object.entries(sounds))
  for (const letter of letters) classes[letter.charCodeAt(0)] = sound.charCodeAt(0)

// The Indic blocks share one layout: ka at 0x15 … ha at 0x39.
const indic = 'kkggnjjjjnttddnttddnnbfbbm-rrlll-xxsh'
for (const block of [0x900, 0x980, 0xd00])
  for (const [i, sound] of [...indic].entries()) if (sound !== '-') classes[block + 0x15 + i] = sound.charCodeAt(0)
for (const [i, sound] of [...'nnrllk'].entries()) classes[0xd7a + i] = sound.charCodeAt(0)

/** Latin letter pairs that write one sound. */
const pairs: ReadonlyMap<number, number> = new Map(
  Object.entries({ sh: 'x', ch: 'j', kh: 'K', gh: 'g', th: 't', dh: 'd', ph: 'f', bh: 'b', ck: 'k' }).map(
    ([pair, sound]) => [(pair.charCodeAt(0) << 7) | pair.charCodeAt(1), sound.charCodeAt(0)],
  ),
)

const H = 'h'.charCodeAt(0)

/** Hash of a word's consonants, or 0 where fewer than two are left. */
export const skeletonHash = (units: Uint16Array, start: number, end: number): number => {
  let hash = 0x5ca1ab1e
  let size = 0
  let last = 0
  for (let i = start; i < end; i++) {
    const unit = units[i]!
    let sound = classes[unit]!
    const pair = unit < 128 && i + 1 < end && units[i + 1]! < 128 ? pairs.get((unit << 7) | units[i + 1]!) : undefined
    if (pair !== undefined) {
      sound = pair
      i++
    }
    const finalH = sound === H && i === end - 1
    if (sound === 0 || sound === last || finalH) continue
    hash = Math.imul(hash ^ sound, 0x01000193)
    last = sound
    size++
  }
  return size < 2 ? 0 : hash >>> 0
}
