// All there is of something, one row each, or that there is none.
import type { ReactNode } from 'react'

type Props<T> = {
  readonly of: readonly T[]
  readonly none: string
  readonly lead?: string
  readonly children: (one: T) => ReactNode
}

export const Rows = <T,>({ of, none, lead, children }: Props<T>) => {
  const said = of.length === 0 ? none : lead
  return (
    <>
      {said !== undefined && <p className="quiet">{said}</p>}
      {of.length > 0 && <ul className="access-list">{of.map(children)}</ul>}
    </>
  )
}
