// A button that does one thing at the server, once at a time, and has what it made stale asked again.
import type { ReactNode } from 'react'
import { usePress } from '../use-press.ts'

type Props = {
  readonly work: () => Promise<unknown>
  readonly stale: Parameters<typeof usePress>[0]
  /** What is said when it is done. */
  readonly done?: string
  /** What it is done to, for those who do not see where the button stands. */
  readonly of?: string | null
  readonly children: ReactNode
}

export const PressButton = ({ work, stale, done, of, children }: Props) => {
  const { busy, press } = usePress(stale)
  return (
    <button type="button" className="button button-small" disabled={busy} onClick={press(work, done)}>
      {children} {of && <span className="unseen">{of}</span>}
    </button>
  )
}
