// The review queue as one sits at it: the next item is there before the last answer is through.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReviewWire } from '../../../src/http/contract.ts'
import { api, type Verdict } from '../../api.ts'
import { useWords } from '../../i18n.tsx'
import { dismissAll, notify } from '../../notices.ts'
import { isLostRace, notifyFailure } from '../../parts/failure.tsx'
import { lastUndoable } from '../../use-case-actions.ts'
import { useFreshen } from '../../use-freshen.ts'

const atOnce = 20
const lowWater = 5
export const answerWords = {
  same: 'review.same',
  different: 'review.different',
  not_a_report: 'review.notReport',
  skip: 'review.skip',
} as const satisfies Record<Verdict, string>

export const useQueue = () => {
  const words = useWords()
  const client = useQueryClient()
  const [answered, setAnswered] = useState<ReadonlyMap<string, Verdict>>(new Map())
  const query = useQuery({ queryKey: ['review'], queryFn: () => api.review({ state: 'open', limit: atOnce }) })
  useFreshen((message) => (message.kind.startsWith('review') ? [['review'], ['overview']] : []))
  const left = (query.data?.items ?? []).filter((item) => item.state === 'open' && !answered.has(item.id))
  const refill = () => Promise.all(['review', 'overview'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  const forget = (id: string) => setAnswered((before) => new Map([...before].filter(([one]) => one !== id)))

  const takeBack = async (item: ReviewWire, caseId: string) => {
    try {
      const event = await lastUndoable(caseId, 'verdict')
      if (event === null) {
        notify({ text: words.t('undo.nothing'), tone: 'fault' })
        return
      }
      await api.undo(caseId, event.id)
      forget(item.id)
      notify({ text: words.t('undo.done'), tone: 'done' })
      await refill()
    } catch (error) {
      notifyFailure(error, words)
    }
  }
  const say = (item: ReviewWire, answer: Verdict, caseId: string | null) => {
    const text = words.t('review.said', { answer: words.t(answerWords[answer]) })
    const run = () => takeBack(item, caseId ?? '')
    const action = { label: words.t('undo'), run }
    notify({ text, tone: 'done', ...(caseId === null || answer === 'skip' ? {} : { action }) })
  }
  const answer = async (item: ReviewWire, given: Verdict, chosen: string | undefined) => {
    dismissAll()
    setAnswered((before) => new Map(before).set(item.id, given))
    try {
      const { caseId } = await api.verdict(item.id, given, chosen)
      say(item, given, caseId)
      if (left.length <= lowWater) await refill()
      else await client.invalidateQueries({ queryKey: ['overview'] })
    } catch (error) {
      // Someone answered first: nothing is lost, and the item is gone for both.
      if (!isLostRace(error)) forget(item.id)
      notifyFailure(error, words)
    }
  }
  const done = [...answered.values()].filter((one) => one !== 'skip').length
  return { query, current: left[0], answer, done }
}
