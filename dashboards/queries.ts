// What screens read and how fresh it must be. Live events make these stale; nothing here polls.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, type Query } from './api.ts'

const rarely = 10 * 60_000

export const useOverview = () => useQuery({ queryKey: ['overview'], queryFn: api.overview })
export const useReference = () => useQuery({ queryKey: ['reference'], queryFn: api.reference, staleTime: rarely })
export const useCase = (id: string) => useQuery({ queryKey: ['case', id], queryFn: () => api.case(id) })

/** The first page is small, so that it is soon there; whoever scrolls gets more at once. */
const firstPage = 60
const nextPages = 200

const following = (page: { readonly next: string | null }) => page.next

export const useCasePosts = (id: string) =>
  useInfiniteQuery({
    queryKey: ['case', id, 'posts'],
    queryFn: ({ pageParam }) => api.casePosts(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: following,
  })

export const useCaseEvents = (id: string, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['case', id, 'events'],
    queryFn: ({ pageParam }) => api.caseEvents(id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: following,
    enabled,
  })

export const useCases = (query: Query) =>
  useInfiniteQuery({
    queryKey: ['cases', query],
    queryFn: ({ pageParam }) =>
      api.cases({ ...query, limit: pageParam === undefined ? firstPage : nextPages, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: following,
  })

export type Lane = 'waiting' | 'spam'
export const useLane = (lane: Lane) =>
  useInfiniteQuery({
    queryKey: ['lane', lane],
    queryFn: ({ pageParam }) => api.posts({ caseId: 'none', state: 'decided', lane, limit: 60, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: following,
  })
