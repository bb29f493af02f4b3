// Enter in the search box goes to the first row, twice into it, however late what was asked for comes: nobody waits for a list
// to press the next key.
import { type RefObject, useCallback, useEffect, useState } from 'react'

type Entering = { readonly words: string; readonly into: boolean }

export const useEntering = () => {
  const [entering, setEntering] = useState<Entering | null>(null)
  const enter = useCallback((words: string) => setEntering((before) => ({ words, into: before?.words === words })), [])
  const leave = useCallback(() => setEntering(null), [])
  return { entering, enter, leave }
}

/** `shown`: the words whose rows the list shows; null while they are awaited. */
export const useEntered = (
  { entering, leave }: ReturnType<typeof useEntering>,
  shown: string | null,
  list: RefObject<HTMLElement | null>,
) => {
  useEffect(() => {
    if (entering === null || entering.words !== shown) return
    leave()
    // Whoever went elsewhere meanwhile stays there.
    if (document.activeElement?.id !== 'search') return
    const first = list.current?.querySelector<HTMLElement>('.row-link')
    if (entering.into) first?.click()
    else first?.focus()
  }, [entering, leave, shown, list])
}
