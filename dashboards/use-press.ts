// One press, one change: what it made stale is asked again, and what went wrong is said.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from './i18n.tsx'
import { notify } from './notices.ts'
import { notifyFailure } from './parts/failure.tsx'

/** A button that is disabled while it works lets go of the focus: it has it back, unless one went elsewhere. */
const giveBack = (held: Element | null) =>
  requestAnimationFrame(() => {
    if (document.activeElement === document.body && held instanceof HTMLElement) held.focus({ preventScroll: true })
  })

export const usePress = (stale: readonly (readonly string[])[]) => {
  const words = useWords()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const press = (work: () => Promise<unknown>, done?: string) => async () => {
    const held = document.activeElement
    setBusy(true)
    try {
      await work()
      if (done !== undefined) notify({ text: done, tone: 'done' })
    } catch (error) {
      notifyFailure(error, words)
    } finally {
      setBusy(false)
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })))
      giveBack(held)
    }
  }
  return { busy, press }
}
