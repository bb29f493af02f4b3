// Voices to words, by a service of the operator's choice that speaks like OpenAI's /v1/audio/transcriptions.

import { z } from 'zod'
import { reach } from '../../connectors/outbound.ts'

export type Transcribe = (
  bytes: Uint8Array,
  mimeType: string,
) => Promise<{ readonly kind: 'text'; readonly text: string } | { readonly kind: 'again'; readonly fault: string }>

export type TranscriptionService = {
  /** The address of the service, of its `/v1`, or of the whole route. */
  readonly url: string
  readonly key: string | null
  readonly model: string
}

const callMs = 180_000
const largestAnswer = 1024 ** 2
const longestText = 20_000
const extensions: Readonly<Record<string, string>> = { mpeg: 'mp3', mp4: 'm4a' }

export const routeOf = (url: string): string => {
  const base = url.replace(/(?<!\/)\/+$/, '')
  if (base.endsWith('/audio/transcriptions')) return base
  return `${base}${base.endsWith('/v1') ? '' : '/v1'}/audio/transcriptions`
}

const Answer = z.object({ text: z.string() })

const readCapped = async (response: Response): Promise<string | null> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > largestAnswer) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const textOf = (body: string | null): string | null => {
  try {
    return Answer.parse(JSON.parse(body ?? '')).text.slice(0, longestText)
  } catch {
    return null
  }
}

export const createTranscribe =
  ({ url, key, model }: TranscriptionService): Transcribe =>
  async (bytes, mimeType) => {
    const part = mimeType.split('/')[1] ?? 'bin'
    const form = new FormData()
    form.set('model', model)
    form.set('response_format', 'json')
    form.set('file', new Blob([Uint8Array.from(bytes)], { type: mimeType }), `voice.${extensions[part] ?? part}`)
    try {
      const asked = {
        method: 'POST',
        body: form,
        headers: key === null ? {} : { authorization: `Bearer ${key}` },
        signal: AbortSignal.timeout(callMs),
      }
      const response = await reach(routeOf(url), asked, { configured: [url] })
      const body = await readCapped(response)
      if (!response.ok) return { kind: 'again', fault: `the transcription service answered ${response.status}` }
      const text = textOf(body)
      return text === null
        ? { kind: 'again', fault: 'the transcription service answered no text' }
        : { kind: 'text', text }
    } catch {
      return { kind: 'again', fault: 'the transcription service was not reached' }
    }
  }
