// A card of a room, under its own heading.
import type { ReactNode } from 'react'
import './part.css'

type Props = {
  /** Its place in the address: `/replies#hooks`. */
  readonly name: string
  readonly title: string
  readonly lead?: string
  /** What is done to the whole of it, beside the heading. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

export const Part = ({ name, title, lead, action, children }: Props) => (
  <section className="card part" aria-labelledby={name}>
    <header className="part-head">
      <h2 id={name}>{title}</h2>
      {action}
    </header>
    {lead !== undefined && <p className="quiet">{lead}</p>}
    {children}
  </section>
)
