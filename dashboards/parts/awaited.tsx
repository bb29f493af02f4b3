// What a question to the server looks like until it is answered, and when it cannot be.
import type { ReactNode } from 'react'
import { Failure } from './failure.tsx'
import { Skeleton } from './skeleton.tsx'

type Asked<T> = {
  readonly data: T | undefined
  readonly error: unknown
  readonly isError: boolean
  readonly refetch: () => unknown
}
type Props<T> = { readonly query: Asked<T>; readonly rows?: number; readonly children: (data: T) => ReactNode }

/** What is known stays on screen, even when asking again failed. */
export const Awaited = <T,>({ query, rows = 3, children }: Props<T>): ReactNode => {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <Failure error={query.error} retry={() => query.refetch()} />
  return <Skeleton rows={rows} />
}
