// Latin and digits inside Arabic: isolated, so that their parts keep their order on every screen.
const open = '\u2066'
const close = '\u2069'
const isolates = new RegExp(`${open}[^${close}]*${close}`, 'gu')

/** Links, addresses, references, and numbers with whatever joins their parts. */
const left =
  /https?:\/\/[^\s\u2066-\u2069]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:(?<![A-Za-z])[A-Za-z]+-)?[+#]?\d(?:[\d.,:/\\-]*\d)?%?/gu

export const isolated = (text: string): string => `${open}${text}${close}`

/** What is isolated already stays as it is. */
export const isolateWithin = (text: string): string => {
  let done = ''
  let from = 0
  for (const { 0: found, index } of text.matchAll(isolates)) {
    done += text.slice(from, index).replace(left, isolated) + found
    from = index + found.length
  }
  return done + text.slice(from).replace(left, isolated)
}

export const withoutIsolates = (text: string): string => text.replace(/[\u2066-\u2069]/gu, '')
