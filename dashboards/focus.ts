// Focus is never lost: it arrives with a new screen, and when what held it is taken away it stays in the neighbourhood.
import { useEffect } from 'react'

const frames = 90

/** Focuses what the selector names as soon as it is on screen; answers how to stop waiting. */
export const focusWhenThere = (selector: string): (() => void) => {
  let tries = 0
  const arrive = () => {
    const found = document.querySelector<HTMLElement>(selector)
    if (found !== null) found.focus({ preventScroll: true })
    else if (tries++ < frames) frame = requestAnimationFrame(arrive)
  }
  let frame = requestAnimationFrame(arrive)
  return () => cancelAnimationFrame(frame)
}

let wish: string | null = null
/** Where the next screen should begin, instead of at its heading. */
export const arriveAt = (selector: string) => {
  wish = selector
}
export const takeArrival = (): string => {
  const selector = wish ?? 'main h1'
  wish = null
  return selector
}

type Step = { readonly parent: Element; readonly index: number }
const focusable = 'a[href], button:not(:disabled), input, select, textarea, summary, [tabindex]'

const wayTo = (element: Element): readonly Step[] => {
  const steps: Step[] = []
  for (let here = element; here.parentElement !== null && here.tagName !== 'MAIN'; here = here.parentElement)
    steps.push({ parent: here.parentElement, index: [...here.parentElement.children].indexOf(here) })
  return steps
}

const neighbour = (way: readonly Step[]): HTMLElement | null => {
  for (const { parent, index } of way) {
    if (!parent.isConnected) continue
    const child = parent.children[Math.min(index, parent.children.length - 1)]
    const found = child?.matches(focusable) ? child : child?.querySelector(focusable)
    if (found instanceof HTMLElement) return found
  }
  return document.querySelector<HTMLElement>('main h1')
}

/** Watches the room: a browser drops focus to the page without a word when its element goes. */
export const useKeepFocus = () => {
  useEffect(() => {
    const room = document.getElementById('content')
    if (room === null) return
    let held: Element | null = null
    let way: readonly Step[] = []
    const remember = (event: FocusEvent) => {
      held = event.target instanceof Element ? event.target : null
      way = held === null ? [] : wayTo(held)
    }
    const watcher = new MutationObserver(() => {
      if (held === null || held.isConnected || document.activeElement !== document.body) return
      held = null
      neighbour(way)?.focus({ preventScroll: true })
    })
    room.addEventListener('focusin', remember)
    watcher.observe(room, { childList: true, subtree: true })
    return () => {
      room.removeEventListener('focusin', remember)
      watcher.disconnect()
    }
  }, [])
}
