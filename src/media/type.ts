// What bytes are, whatever their name or header says.

const signatures: readonly (readonly [offset: number, hex: string, type: string])[] = [
  [0, 'ffd8ff', 'image/jpeg'],
  [0, '89504e470d0a1a0a', 'image/png'],
  [0, '47494638', 'image/gif'],
  [8, '57454250', 'image/webp'],
  [8, '57415645', 'audio/wav'],
  [4, '6674797068656963', 'image/heic'],
  [4, '667479706d696631', 'image/heic'],
  [4, '6674797061766966', 'image/avif'],
  [4, '667479704d3441', 'audio/mp4'],
  [4, '6674797033', 'video/3gpp'],
  [4, '6674797071742020', 'video/quicktime'],
  [4, '66747970', 'video/mp4'],
  [0, '1a45dfa3', 'video/webm'],
  [0, '4f676753', 'audio/ogg'],
  [0, '494433', 'audio/mpeg'],
  [0, 'fffb', 'audio/mpeg'],
  [0, 'fff3', 'audio/mpeg'],
  [0, 'fff2', 'audio/mpeg'],
  [0, 'fffa', 'audio/mpeg'],
  [0, 'fff1', 'audio/aac'],
  [0, 'fff9', 'audio/aac'],
  [0, '2321414d52', 'audio/amr'],
  [0, '25504446', 'application/pdf'],
  [0, '504b0304', 'application/zip'],
]

export const typeOfBytes = (head: Uint8Array): string | null => {
  const hex = Buffer.from(head.subarray(0, 24)).toString('hex')
  return signatures.find(([offset, start]) => hex.startsWith(start, offset * 2))?.[2] ?? null
}

/** Pictures that are read, and made anew without what the camera wrote into them. */
export const isPicture = (type: string): boolean => /^image\/(?:jpeg|png|gif|webp|avif)$/.test(type)

const sound = /^audio\/(?:ogg|mpeg|mp4|aac|amr|wav)$/
const film = /^video\/(?:mp4|webm|3gpp|quicktime)$/

/** A voice note of some phones is a film without pictures: the channel's word for it decides then. */
export const typeOf = (head: Uint8Array, kind: string): string | null => {
  const type = typeOfBytes(head)
  const spoken = kind === 'voice' || kind === 'audio'
  return spoken && (type === 'video/mp4' || type === 'video/3gpp') ? 'audio/mp4' : type
}

export const isSound = (type: string): boolean => sound.test(type)
export const isFilm = (type: string): boolean => film.test(type)

/** Types that a browser shows and that cannot act. Everything else is only ever a download. */
export const isPassive = (type: string): boolean => isPicture(type) || isSound(type) || isFilm(type)

/** Whether such bytes may stand where the channel spoke of this kind. A document may be anything. */
export const fits = (kind: string, type: string | null): boolean => {
  if (kind === 'image' || kind === 'sticker') return type !== null && /^(?:image|video)\//.test(type)
  if (kind === 'video') return type !== null && /^(?:video|image)\//.test(type)
  if (kind === 'audio' || kind === 'voice') return type !== null && isSound(type)
  return true
}

const mega = 1024 ** 2

/** Most bytes of one file. Pictures and voices that people send are small; papers may be as large as the ministry wants them. */
export const mostBytesOf = (kind: string, largestDocument: number): number =>
  kind === 'document' ? largestDocument : kind === 'video' ? 64 * mega : 16 * mega

const plainName = (type: string) =>
  type
    .toLowerCase()
    .split(';')[0]!
    .trim()
    .replace('image/jpg', 'image/jpeg')
    .replace(/^audio\/(x-)?m4a$/, 'audio/mp4')

/** The channel called it another picture, sound or film than its bytes are: taken for what it is, and noted. */
export const isMislabelled = (label: string | null, head: Uint8Array, kind: string): boolean => {
  const found = typeOf(head, kind)
  return label !== null && found !== null && /^(?:image|audio|video)\//.test(label) && plainName(label) !== found
}
