// What one should know of now; told by the browser too where one asked for it and is looking elsewhere.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { AlertWire, PreferencesWire } from '../src/http/contract.ts'
import { desk } from './api-desk.ts'
import { useWords } from './i18n.tsx'
import { notifyFailure } from './parts/failure.tsx'
import { useMay } from './session.ts'
import { useFreshen } from './use-freshen.ts'

/** Windows close by the clock, not by an event. */
const again = 2 * 60_000
const nothing: readonly AlertWire[] = []
const telling = new Set(['noted', 'assigned', 'opened', 'status'])

export const usePreferences = () => {
  const words = useWords()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['preferences'], queryFn: desk.preferences, staleTime: 10 * 60_000 })
  const keep = (given: PreferencesWire) => client.setQueryData(['preferences'], given)
  /** Shown at once; taken back, and said so, where the server does not keep it. */
  const prefer = async (change: Partial<PreferencesWire>) => {
    const before = query.data
    if (before === undefined) return
    keep({ ...before, ...change })
    try {
      keep(await desk.prefer({ ...before, ...change }))
      await client.invalidateQueries({ queryKey: ['alerts'] })
    } catch (error) {
      keep(before)
      notifyFailure(error, words)
    }
  }
  return { query, preferences: query.data, prefer }
}

const useBrowserAlerts = (alerts: readonly AlertWire[], wanted: boolean) => {
  const { t } = useWords()
  const told = useRef<Set<string> | null>(null)
  useEffect(() => {
    const fresh = alerts.filter(({ id, seen, aloud }) => !seen && aloud && told.current?.has(id) === false)
    const first = told.current === null
    told.current = new Set(alerts.map(({ id }) => id))
    if (first || !wanted || document.visibilityState === 'visible') return
    if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
    for (const { id, kind, title } of fresh) new Notification(t(`alert.${kind}`), { body: title, tag: id })
  }, [alerts, wanted, t])
}

export const useAlerts = () => {
  const may = useMay('read')
  const { preferences } = usePreferences()
  const query = useQuery({ queryKey: ['alerts'], queryFn: desk.alerts, enabled: may, refetchInterval: again })
  useFreshen((message) => (telling.has(message.kind) ? [['alerts']] : []))
  useBrowserAlerts(query.data?.items ?? nothing, preferences?.browser ?? false)
  return query
}
