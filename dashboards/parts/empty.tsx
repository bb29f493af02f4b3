// Nothing here: why, and what to do next.
import type { ReactNode } from 'react'
import { EchoMark } from './echo-mark.tsx'

export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="empty">
    <EchoMark className="empty-mark" />
    <h2 className="empty-title">{title}</h2>
    <div className="empty-text">{children}</div>
  </div>
)
