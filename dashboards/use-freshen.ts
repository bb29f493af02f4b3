// Makes stale what live events name, at most once in a while and never over a fetch that is still running.
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { LiveWire } from '../src/http/contract.ts'
import { useLive } from './live-updates.ts'

const rest = 1200

export const useFreshen = (keysOf: (message: LiveWire) => readonly QueryKey[]) => {
  const client = useQueryClient()
  const wanted = useRef(new Map<string, QueryKey>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const busy = useRef(false)
  const run = async () => {
    timer.current = undefined
    const keys = [...wanted.current.values()]
    wanted.current.clear()
    busy.current = true
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey }, { cancelRefetch: false })))
    busy.current = false
    if (wanted.current.size > 0) timer.current ??= setTimeout(run, rest)
  }
  useLive((batch) => {
    for (const key of batch.flatMap(keysOf)) wanted.current.set(JSON.stringify(key), key)
    if (wanted.current.size > 0 && !busy.current) timer.current ??= setTimeout(run, 0)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
}
