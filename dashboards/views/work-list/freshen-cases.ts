// Keeps a long list true at little cost: a short one is read again, of a long one its first page and the rows that changed.
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { CaseWire, LiveWire } from '../../../src/http/contract.ts'
import { api, type Page, type Query } from '../../api.ts'
import { useLive } from '../../live-updates.ts'

type Cases = InfiniteData<Page<CaseWire>>
const shortList = 3
const mostRows = 20
const rest = 1200

const readAgain = async (client: QueryClient, query: Query, changed: ReadonlySet<string>) => {
  const key = ['cases', query]
  const data = client.getQueryData<Cases>(key)
  if (data === undefined || data.pages.length <= shortList)
    return client.invalidateQueries({ queryKey: ['cases'] }, { cancelRefetch: false })
  const loaded = data.pages.flatMap(({ items }) => items).filter(({ id }) => changed.has(id))
  const rows = await Promise.all(loaded.slice(0, mostRows).map(({ id }) => api.case(id)))
  const first = await api.cases({ ...query, limit: data.pages[0]?.items.length ?? 60 })
  const now = new Map(rows.map((row) => [row.id, row]))
  client.setQueryData<Cases>(key, (before) =>
    before === undefined
      ? before
      : {
          ...before,
          pages: before.pages.map((page, index) => ({
            ...page,
            items: index === 0 ? first.items : page.items.map((one) => now.get(one.id) ?? one),
          })),
        },
  )
}

export const useFreshCases = (query: Query) => {
  const client = useQueryClient()
  const changed = useRef(new Set<string>())
  const busy = useRef(false)
  const run = async () => {
    if (busy.current || changed.current.size === 0) return
    busy.current = true
    const ids = changed.current
    changed.current = new Set()
    await readAgain(client, query, ids).catch(() => undefined)
    setTimeout(() => {
      busy.current = false
      run()
    }, rest)
  }
  useLive((batch: readonly LiveWire[]) => {
    for (const { caseId, kind } of batch) if (caseId !== null && kind !== 'presence') changed.current.add(caseId)
    run()
  })
}
