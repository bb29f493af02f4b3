// Bytes in pieces to numbered lines, in bounded memory whatever the file is.

export type Line = { readonly number: number; readonly text: string; readonly cut: boolean }

/** WhatsApp's longest message is 65,536 characters; a longer line is no message. */
const longest = 262_144

const encodingOf = (bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
}

export const splitLines = () => {
  let decoder: InstanceType<typeof TextDecoder> | null = null
  let [number, open, cut] = [0, '', false]

  const close = (text: string): Line => {
    const line = { number: ++number, text: text.endsWith('\r') ? text.slice(0, -1) : text, cut }
    cut = false
    return line
  }

  const take = function* (text: string): Generator<Line> {
    let from = 0
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      yield close(cut ? open : open + text.slice(from, at))
      open = ''
      from = at + 1
    }
    if (!cut) open += text.slice(from)
    if (open.length > longest) [open, cut] = [open.slice(0, longest), true]
  }

  return {
    *push(bytes: Uint8Array): Generator<Line> {
      decoder ??= new TextDecoder(encodingOf(bytes))
      yield* take(decoder.decode(bytes, { stream: true }))
    },
    *end(): Generator<Line> {
      yield* take(decoder?.decode() ?? '')
      if (open !== '') yield close(open)
    },
  }
}
