// What a person does to a case: ask, put the answer where screens read it, say so, and offer the way back.
import { useQueryClient } from '@tanstack/react-query'
import type { CaseWire, EventWire } from '../src/http/contract.ts'
import { api } from './api.ts'
import { type Correction, desk } from './api-desk.ts'
import { useWords } from './i18n.tsx'
import { notify } from './notices.ts'
import { isLostRace, notifyFailure, sayProblem } from './parts/failure.tsx'
import { useDone } from './use-done.ts'

/** The newest event that can be taken back, of one kind if given. */
export const lastUndoable = async (caseId: string, kind?: string): Promise<EventWire | null> => {
  const { items } = await api.caseEvents(caseId)
  const possible = items.filter((event) => event.undoable && (kind === undefined || event.kind === kind))
  return possible.toSorted((a, b) => b.at.localeCompare(a.at))[0] ?? null
}

const useFreshenCase = () => {
  const client = useQueryClient()
  return async (...cases: readonly (CaseWire | string)[]) => {
    for (const one of cases) if (typeof one !== 'string') client.setQueryData(['case', one.id], one)
    const ids = cases.map((one) => (typeof one === 'string' ? one : one.id))
    const keys = [...ids.map((id) => ['case', id]), ['cases'], ['overview'], ['review'], ['lane']]
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
  }
}

/** A lost race says who was faster and shows what is true now. */
const useRaceReport = () => {
  const words = useWords()
  const freshen = useFreshenCase()
  return async (caseId: string, error: unknown) => {
    if (!isLostRace(error)) {
      notifyFailure(error, words)
      return
    }
    await freshen(caseId)
    const { items } = await api.caseEvents(caseId).catch(() => ({ items: [] }))
    const latest = items.toSorted((a, b) => b.at.localeCompare(a.at))[0]
    const who = latest?.actor.name ?? null
    const text = who === null ? sayProblem(error, words) : words.t('race.lost', { who })
    notify({ text, tone: 'fault' })
  }
}

export const useCaseActions = () => {
  const { t, ...words } = useWords()
  const freshen = useFreshenCase()
  const report = useRaceReport()
  const done = useDone()
  const both = { t, ...words }

  const undo = async (caseId: string, event: EventWire | null) => {
    try {
      if (event === null) {
        notify({ text: t('undo.nothing'), tone: 'fault' })
        return
      }
      await api.undo(caseId, event.id)
      await freshen(caseId)
      notify({ text: t('undo.done'), tone: 'done' })
    } catch (error) {
      notifyFailure(error, both)
      await freshen(caseId)
    }
  }
  /** One way for all: `act` answers the cases that changed; the first is the one the undo is asked of. */
  const perform = async (from: CaseWire, kind: string, act: () => Promise<readonly CaseWire[]>, say: () => string) => {
    try {
      const changed = await act()
      await freshen(from.id, ...changed)
      done(say(), async () => undo(from.id, await lastUndoable(from.id, kind).catch(() => null)))
      return changed
    } catch (error) {
      await report(from.id, error)
      return null
    }
  }
  return {
    undo,
    split: (from: CaseWire, posts: readonly string[]) => {
      const act = async () => {
        const { source, created } = await api.split(from.id, posts, from.version)
        return [source, created]
      }
      return perform(from, 'split', act, () => t('split.done', { count: posts.length }))
    },
    merge: (into: CaseWire, from: CaseWire) =>
      perform(
        into,
        'merged',
        async () => [await api.merge(into.id, [from.id], into.version)],
        () => t('merge.done', { from: from.reference, into: into.reference }),
      ),
    assign: (given: CaseWire, owner: { id: string; name: string } | null) =>
      perform(
        given,
        'assigned',
        async () => [await api.assign(given.id, owner?.id ?? null, given.version)],
        () => (owner === null ? t('assign.none') : t('assign.done', { name: owner.name })),
      ),
    edit: (given: CaseWire, correction: Correction) =>
      perform(
        given,
        'edited',
        async () => [await desk.edit(given.id, correction, given.version)],
        () => t('edit.done'),
      ),
    setStatus: (given: CaseWire, status: CaseWire['status']) =>
      perform(
        given,
        'status',
        async () => [await api.setStatus(given.id, status, given.version)],
        () => t('status.done', { status: t(`status.${status}`) }),
      ),
  }
}
