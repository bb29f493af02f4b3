// The review queue as one sits at it: the next item is there before the last answer is through.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReviewWire } from '../../../src/http/contract.ts'
import { api, type Verdict } from '../../api.ts'
import { desk } from '../../api-desk.ts'
import { useWords, type Words } from '../../i18n.tsx'
import { dismissAll, notify } from '../../notices.ts'
import { isLostRace, notifyFailure } from '../../parts/failure.tsx'
import { useMay } from '../../session.ts'
import { lastUndoable } from '../../use-case-actions.ts'
import { useFreshen } from '../../use-freshen.ts'

const atOnce = 20
const lowWater = 5
/** A second opinion is looked for after so many answers. */
const every = 5
export const answerWords = {
  same: 'review.same',
  different: 'review.different',
  not_a_report: 'review.notReport',
  skip: 'review.skip',
} as const satisfies Record<Verdict, string>

/** Said after the answer, so that it does not sway it. */
const leanWords = (item: ReviewWire, answer: Verdict, words: Words): string => {
  const p = item.suggestions[0]?.match.p
  if (p === undefined || (answer !== 'same' && answer !== 'different')) return ''
  return words.t(p >= 0.5 === (answer === 'same') ? 'review.machineToo' : 'review.machineNot', {
    p: words.format.percent(p),
  })
}

/** A question somebody else has answered: asked like any other, so that nobody leans on the first answer. */
const useSecondOpinion = (done: number): ReviewWire | undefined => {
  const may = useMay('review.answer')
  const { data } = useQuery({
    queryKey: ['second-opinion', Math.floor(done / every)],
    queryFn: async () => {
      const { items } = await desk.secondOpinions()
      return items[0] === undefined ? null : desk.question(items[0].id)
    },
    enabled: may,
    staleTime: 60_000,
  })
  return data === null || data?.suggestions.length === 0 ? undefined : data
}

export const useQueue = () => {
  const words = useWords()
  const client = useQueryClient()
  const [answered, setAnswered] = useState<ReadonlyMap<string, Verdict>>(new Map())
  const done = [...answered.values()].filter((one) => one !== 'skip').length
  const query = useQuery({ queryKey: ['review'], queryFn: () => api.review({ state: 'open', limit: atOnce }) })
  useFreshen((message) => (message.kind.startsWith('review') ? [['review'], ['overview']] : []))
  const second = useSecondOpinion(done)
  const left = (query.data?.items ?? []).filter((item) => item.state === 'open' && !answered.has(item.id))
  const refill = () =>
    Promise.all(['review', 'overview', 'review-day'].map((key) => client.invalidateQueries({ queryKey: [key] })))
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
    const said = words.t('review.said', { answer: words.t(answerWords[answer]) })
    const text = `${said} ${leanWords(item, answer, words)}`.trim()
    const run = () => takeBack(item, caseId ?? '')
    const action = { label: words.t('undo'), run }
    notify({ text, tone: 'done', ...(caseId === null || answer === 'skip' ? {} : { action }) })
  }
  const answerSecond = async (item: ReviewWire, given: Verdict) => {
    try {
      const { agreed, first, by } = await desk.giveSecondOpinion(item.id, given)
      const was = words.code(`review.answer.${first}`, 'review.different')
      notify({ text: words.t(agreed ? 'review.agreed' : 'review.disagreed', { by, answer: was }), tone: 'done' })
    } catch (error) {
      notifyFailure(error, words)
    }
    await Promise.all(['second-opinion', 'review-day'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  }
  const answer = async (item: ReviewWire, given: Verdict, chosen: string | undefined) => {
    dismissAll()
    if (item === second) return answerSecond(item, given)
    setAnswered((before) => new Map(before).set(item.id, given))
    try {
      const { caseId } = await api.verdict(item.id, given, chosen)
      say(item, given, caseId)
      if (left.length <= lowWater) await refill()
      else await Promise.all(['overview', 'review-day'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    } catch (error) {
      // Someone answered first: nothing is lost, and the item is gone for both.
      if (!isLostRace(error)) forget(item.id)
      notifyFailure(error, words)
    }
  }
  return { query, current: second ?? left[0], answer, done }
}
