// Joins the event stream to the screens: what an event names goes stale, gathered so that a storm costs one round a second.
import { useQueryClient } from '@tanstack/react-query'
import { createContext, use, useEffect, useRef, useState } from 'react'
import type { LiveWire } from '../src/http/contract.ts'
import { type LiveState, listen } from './live.ts'

type Batch = readonly LiveWire[]
type Bus = { readonly subscribe: (listener: (batch: Batch) => void) => () => void }

export const LiveBus = createContext<Bus | null>(null)
const gatherFor = 800

/** Opens the stream once for the whole shell. */
export const useLiveStream = (): { bus: Bus; state: LiveState } => {
  const [state, setState] = useState<LiveState>('open')
  const client = useQueryClient()
  const [listeners] = useState(() => new Set<(batch: Batch) => void>())
  const [bus] = useState<Bus>(() => ({
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }))
  useEffect(() => {
    const stop = new AbortController()
    let waiting: LiveWire[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const flush = () => {
      timer = undefined
      const batch = waiting
      waiting = []
      for (const listener of listeners) listener(batch)
    }
    const onMessage = (message: LiveWire) => {
      waiting.push(message)
      timer ??= setTimeout(flush, gatherFor)
    }
    const onState = (next: LiveState) => {
      setState(next)
      if (next === 'closed') client.invalidateQueries({ queryKey: ['me'] })
    }
    listen({ onMessage, onState }, stop.signal)
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [client, listeners])
  return { bus, state }
}

export const useLive = (onBatch: (batch: Batch) => void) => {
  const bus = use(LiveBus)
  const latest = useRef(onBatch)
  useEffect(() => {
    latest.current = onBatch
  })
  useEffect(() => bus?.subscribe((batch) => latest.current(batch)), [bus])
}
