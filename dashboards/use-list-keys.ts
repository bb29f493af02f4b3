// J and K walk a list of links or cards; coming back finds the row one left from.
import { type RefObject, useEffect } from 'react'
import { useShortcuts } from './shortcuts.ts'

let leftFrom: string | null = null
export const rememberRow = (href: string) => {
  leftFrom = href
}

const go = (list: HTMLElement | null, selector: string, step: 1 | -1) => {
  const items = [...(list?.querySelectorAll<HTMLElement>(selector) ?? [])]
  const at = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement))
  const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + step))]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

export const useListKeys = (list: RefObject<HTMLElement | null>, selector: string) => {
  useShortcuts({
    KeyJ: () => go(list.current, selector, 1),
    KeyK: () => go(list.current, selector, -1),
  })
}

/** Puts focus back on the row the reader opened, once it is on screen again. */
export const useReturnToRow = (list: RefObject<HTMLElement | null>, ready: boolean) => {
  useEffect(() => {
    if (!ready || leftFrom === null) return
    const row = list.current?.querySelector<HTMLElement>(`a[href="${CSS.escape(leftFrom)}"]`)
    leftFrom = null
    // After the page's own arrival at its heading.
    const timer = setTimeout(() => {
      row?.focus({ preventScroll: true })
      row?.scrollIntoView({ block: 'center' })
    }, 80)
    return () => clearTimeout(timer)
  }, [list, ready])
}
