// Short notices: a toast on screen, the same words in the one polite live region, and maybe one thing to do about it.
import { useSyncExternalStore } from 'react'

export type Notice = {
  readonly id: number
  readonly text: string
  readonly tone: 'done' | 'fault'
  readonly action?: { readonly label: string; readonly run: () => void }
}

let notices: readonly Notice[] = []
let spoken = ''
let count = 0
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const publish = () => {
  for (const listener of listeners) listener()
}

export const dismiss = (id: number) => {
  notices = notices.filter((notice) => notice.id !== id)
  publish()
}

export const dismissAll = () => {
  notices = []
  publish()
}

/** For ears only: what changed without a toast. */
export const announce = (text: string) => {
  spoken = text
  publish()
}

/** One toast at a time is enough for one pair of eyes; the newest replaces the last. */
export const notify = (notice: Omit<Notice, 'id'>) => {
  count += 1
  const id = count
  notices = [{ ...notice, id }]
  spoken = notice.text
  publish()
  return id
}

export const useNotices = () => useSyncExternalStore(subscribe, () => notices)
export const useSpoken = () => useSyncExternalStore(subscribe, () => spoken)
/** The action of the notice on screen, for the undo key. */
export const latestAction = () => notices[0]?.action
