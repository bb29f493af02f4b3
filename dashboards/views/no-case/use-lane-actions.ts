// What a person does about a post without a case. The row goes at once and comes back if the server says no.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseWire, PostWire } from '../../../src/http/contract.ts'
import { api } from '../../api.ts'
import { desk } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { notifyFailure } from '../../parts/failure.tsx'
import { navigate } from '../../router.tsx'
import { useDone } from '../../use-done.ts'

/** Focus moves to the neighbour before the row goes, so that the next key has somewhere to land. */
const focusNeighbour = (list: HTMLElement | null, id: string) => {
  const row = list?.querySelector<HTMLElement>(`[data-post="${CSS.escape(id)}"]`)
  const next = row?.nextElementSibling ?? row?.previousElementSibling
  const place = next ?? document.querySelector('main h1')
  if (place instanceof HTMLElement) place.focus()
}

export const useLaneActions = (list: { readonly current: HTMLElement | null }) => {
  const words = useWords()
  const done = useDone()
  const client = useQueryClient()
  /** `waiting ID` and `spam ID`: gone from that side. */
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const freshen = () =>
    Promise.all(
      ['lane', 'lane-figures', 'overview', 'cases'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    )
  const take = async <T>(post: PostWire, sides: readonly string[], act: () => Promise<T>): Promise<T | null> => {
    focusNeighbour(list.current, post.id)
    const keys = sides.map((side) => `${side} ${post.id}`)
    setGone((before) => new Set([...before, ...keys]))
    try {
      const result = await act()
      await freshen()
      return result
    } catch (error) {
      setGone((before) => new Set([...before].filter((key) => !keys.includes(key))))
      notifyFailure(error, words)
      return null
    }
  }
  const open = (post: PostWire, kind?: CaseWire['kind']) =>
    take(post, ['waiting', 'spam'], () => api.makeCase(post.id, kind))
  const spam = async (post: PostWire, aside: boolean) => {
    setGone((before) => new Set([...before].filter((key) => key !== `${aside ? 'spam' : 'waiting'} ${post.id}`)))
    const moved = await take(post, [aside ? 'waiting' : 'spam'], () => desk.spam(post.id, aside))
    if (moved !== null) done(words.t(aside ? 'lane.setAside' : 'lane.broughtBack'), () => spam(post, !aside))
  }
  return {
    gone,
    spam,
    make: async (post: PostWire, kind?: CaseWire['kind']) => {
      const opened = await open(post, kind)
      if (opened === null) return
      const run = () => navigate(`/cases/${opened.id}`)
      const text = words.t('lane.made', { reference: opened.reference })
      notify({ text, tone: 'done', action: { label: words.t('lane.open'), run } })
    },
    /** Whoever asks something general gets an answer too: through a case of his own, with its snippets at hand. */
    answer: async (post: PostWire) => {
      const opened = await open(post)
      if (opened !== null) navigate(`/cases/${opened.id}?pane=reply`)
    },
  }
}
export type LaneActions = ReturnType<typeof useLaneActions>
