// How near two texts are in meaning, as a model of the ministry's choosing sees it (SADA_EMBEDDINGS_URL): one more figure for the
// person who answers a question. It decides nothing and changes no order; away, it is simply not there. What leaves is masked.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { reach } from '../../connectors/outbound.ts'
import { maskPersonalData } from '../../dedupe/index.ts'

export type EmbeddingService = { readonly url: string; readonly model: string; readonly key: string | null }
export type Near = { readonly model: string; readonly cosine: number }
export type Nearness = {
  /** Asks the service for what is not known yet, and waits for it no longer than a person would. */
  learn(texts: readonly string[]): Promise<void>
  /** The nearest of the others; null = not known. */
  nearest(text: string, others: readonly string[]): Near | null
}

type Vector = readonly number[]

const Answer = z.object({
  model: z.string().optional(),
  data: z.array(z.object({ index: z.number().optional(), embedding: z.array(z.number()).min(1) })),
})

const callMs = 10_000
const patienceMs = 400
/** A service that failed is left alone for so long. */
const pauseMs = 60_000
const [mostAtOnce, mostKnown] = [64, 2_000]
const [longest, largestAnswer] = [2_000, 8 * 1024 ** 2]

const said = (text: string): string => maskPersonalData(text).replace(/@\w+/g, '@…').trim().slice(0, longest)

export const embeddingRoute = (url: string): string => {
  const base = url.replace(/(?<!\/)\/+$/, '')
  if (base.endsWith('/embeddings')) return base
  return `${base}${base.endsWith('/v1') ? '' : '/v1'}/embeddings`
}

const embed = async ({ url, model, key }: EmbeddingService, input: readonly string[]) => {
  const call = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key === null ? {} : { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ model, input }),
    signal: AbortSignal.timeout(callMs),
    mostBytes: largestAnswer,
  }
  const response = await reach(embeddingRoute(url), call, { configured: [url] })
  const answer = Answer.parse(await response.json())
  const vectors = answer.data.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)).map(({ embedding }) => embedding)
  if (!response.ok || vectors.length !== input.length) throw new Error('the embedding service did not answer')
  return { model: answer.model ?? model, vectors }
}

const cosine = (a: Vector, b: Vector): number => {
  const dot = (x: Vector, y: Vector) => x.reduce((sum, value, i) => sum + value * y[i]!, 0)
  const length = Math.sqrt(dot(a, a) * dot(b, b))
  return length === 0 ? 0 : dot(a, b) / length
}

export const createNearness = (
  service: EmbeddingService,
  failed: (error: unknown) => void,
  patience = patienceMs,
): Nearness => {
  /** Vectors of one model only: those of another are not comparable. */
  let known = { model: service.model, vectors: new Map<string, Vector>() }
  const asked = new Set<string>()
  let pausedUntil = 0

  const ask = async (texts: readonly string[]): Promise<void> => {
    for (const text of texts) asked.add(text)
    try {
      const { model, vectors } = await embed(service, texts)
      if (model !== known.model) known = { model, vectors: new Map() }
      for (const [i, text] of texts.entries()) known.vectors.set(text, vectors[i]!)
      for (const text of [...known.vectors.keys()].slice(0, -mostKnown)) known.vectors.delete(text)
    } catch (error) {
      pausedUntil = performance.now() + pauseMs
      failed(error)
    } finally {
      for (const text of texts) asked.delete(text)
    }
  }

  return {
    async learn(texts) {
      const wanted = [...new Set(texts.map(said))].filter(
        (text) => text !== '' && !known.vectors.has(text) && !asked.has(text),
      )
      if (wanted.length === 0 || performance.now() < pausedUntil) return
      await Promise.race([ask(wanted.slice(0, mostAtOnce)), sleep(patience)])
    },
    nearest(text, others) {
      const own = known.vectors.get(said(text))
      const cosines = others.flatMap((other) => {
        const vector = known.vectors.get(said(other))
        return own === undefined || vector?.length !== own.length ? [] : [cosine(own, vector)]
      })
      return cosines.length === 0 ? null : { model: known.model, cosine: Math.max(...cosines) }
    },
  }
}
