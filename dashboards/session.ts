// Who is at the screen and what they may do.
import { createContext, use } from 'react'
import type { MeWire } from '../src/http/contract.ts'

export const Me = createContext<MeWire | null>(null)

export const useMe = (): MeWire => {
  const me = use(Me)
  if (me === null) throw new Error('useMe needs someone signed in')
  return me
}

export const useMay = (right: string): boolean => useMe().may.includes(right)
