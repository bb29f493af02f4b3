// J and K walk a list of links or cards; coming back finds the row one left from.
import type { RefObject } from 'react'
import { useShortcuts } from './shortcuts.ts'

let leftFrom: string | null = null
export const rememberRow = (href: string) => {
  leftFrom = href
}

const go = (list: HTMLElement | null, selector: string, step: 1 | -1) => {
  const items = [...(list?.querySelectorAll<HTMLElement>(selector) ?? [])]
  const at = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement))
  const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + step))]
  // A browser would put what it focuses in the middle: the list would jump, and be drawn anew, every seventh key.
  next?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest' })
}

export const useListKeys = (list: RefObject<HTMLElement | null>, selector: string) => {
  useShortcuts({
    KeyJ: () => go(list.current, selector, 1),
    KeyK: () => go(list.current, selector, -1),
  })
}

/** The row one left from, asked for once. */
export const takeLeftRow = (): string | null => {
  const href = leftFrom
  leftFrom = null
  return href
}
