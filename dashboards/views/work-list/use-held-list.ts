// The list as shown: lets changes in while nobody is reading it, holds them while someone is.
import { type RefObject, useEffect, useMemo, useState } from 'react'
import type { CaseWire } from '../../../src/http/contract.ts'
import { hold } from './hold.ts'

const isRead = (list: HTMLElement | null) =>
  list !== null && (list.matches(':hover') || list.contains(document.activeElement) || window.scrollY > 240)

type Shown = { readonly view: string; readonly rows: readonly CaseWire[] }

/** `view` names the filter: another filter is another list. */
export const useHeldList = (view: string, found: readonly CaseWire[], list: RefObject<HTMLElement | null>) => {
  const [shown, setShown] = useState<Shown>({ view, rows: [] })
  const held = useMemo(
    () =>
      shown.view === view && shown.rows.length > 0 ? hold(shown.rows, found) : { rows: found, fresh: 0, stale: false },
    [shown, view, found],
  )
  const { rows, stale } = held
  useEffect(() => {
    const next = stale && !isRead(list.current) ? found : rows
    setShown((before) => (before.view === view && before.rows === next ? before : { view, rows: next }))
  }, [view, found, rows, stale, list])
  return { ...held, letGo: () => setShown({ view, rows: found }) }
}
