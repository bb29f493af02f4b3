// `?` lists the keys. The list itself is only loaded when asked for.
import { lazy, Suspense, useState } from 'react'
import { useShortcuts } from '../shortcuts.ts'

const ShortcutsSheet = lazy(() => import('./shortcuts-sheet.tsx').then((part) => ({ default: part.ShortcutsSheet })))

export const ShortcutsKey = () => {
  const [open, setOpen] = useState(false)
  useShortcuts({ 'Shift+Slash': () => setOpen(true) })
  return <Suspense>{open && <ShortcutsSheet onClose={() => setOpen(false)} />}</Suspense>
}
