// Which cases are chosen, and one change to all of them.
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { desk, type Many } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { notifyFailure } from '../../parts/failure.tsx'

const mostAtOnce = 200

export const useChosen = () => {
  const words = useWords()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // The same function for ever: rows are drawn again only when they change.
  const toggle = useCallback(
    (id: string) =>
      setChosen((before) => {
        const next = new Set(before)
        if (!next.delete(id) && next.size < mostAtOnce) next.add(id)
        return next
      }),
    [],
  )
  const change = async (given: Omit<Many, 'cases'>) => {
    try {
      const { changed, refused } = await desk.many({ cases: [...chosen], ...given })
      await Promise.all(
        ['cases', 'overview', 'case', 'map'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      )
      setChosen(new Set(refused.map(({ id }) => id)))
      const [first] = refused
      const text = words.t('many.done', { count: changed.length })
      const why =
        first === undefined ? '' : ` ${words.t('many.refused', { count: refused.length, why: words.both(first) })}`
      notify({ text: `${text}${why}`, tone: refused.length === 0 ? 'done' : 'fault' })
    } catch (error) {
      notifyFailure(error, words)
    }
  }
  return {
    chosen,
    toggle,
    clear: () => setChosen(new Set()),
    choose: (ids: readonly string[]) => setChosen(new Set(ids.slice(0, mostAtOnce))),
    change,
  }
}
