// Single keys by their place on the keyboard, so that an Arabic layout works; never while someone is typing.
import { useEffect, useRef } from 'react'

/** `KeyJ`, `Shift+Slash`, `Ctrl+KeyK`: modifiers, then the physical key. Ctrl also means Command. */
export type Shortcuts = Readonly<Record<string, () => void>>

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName) || isTextInput(target))
const isTextInput = (target: HTMLElement) =>
  target instanceof HTMLInputElement && !/^(?:checkbox|radio|button|submit)$/.test(target.type)

const isBehindOverlay = () => document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null

const comboOf = (event: KeyboardEvent) => {
  const control = event.ctrlKey || event.metaKey ? 'Ctrl+' : ''
  const shift = event.shiftKey ? 'Shift+' : ''
  return `${control}${shift}${event.code.replace('Numpad', 'Digit')}`
}

export const useShortcuts = (shortcuts: Shortcuts, enabled = true) => {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.isComposing || event.defaultPrevented || isBehindOverlay()) return
      const combo = comboOf(event)
      if (isTyping(event.target) && !combo.startsWith('Ctrl+')) return
      const act = latest.current[combo]
      if (act === undefined) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [enabled])
}
