// Voices to words over HTTP, as OpenAI's route and its many copies speak.
import type { IncomingMessage, RequestListener } from 'node:http'
import { expect, it } from 'vitest'
import { createTranscribe, routeOf } from '../../src/media/transcribe.ts'
import { serviceThat } from '../service.ts'
import { ogg } from './pictures.ts'

const formOf = async (request: IncomingMessage): Promise<FormData> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return new Response(Buffer.concat(chunks), {
    headers: { 'content-type': request.headers['content-type']! },
  }).formData()
}

const asked = (url: string, key: string | null = null) =>
  createTranscribe({ url, key, model: 'whisper-1' })(ogg(900), 'audio/ogg')

it('a voice goes out as a file with the model and the key, and its words come back', async () => {
  const seen: unknown[] = []
  const url = await serviceThat(async (request, response) => {
    const form = await formOf(request)
    const file = form.get('file') as File
    const bytes = Buffer.from(await file.arrayBuffer())
    seen.push([request.method, request.url, request.headers.authorization, form.get('model')])
    seen.push([file.name, file.type, bytes.equals(ogg(900))])
    response.end(JSON.stringify({ text: ' انقطع الماء ', segments: [] }))
  })
  expect(await asked(url, 'sk-1')).toEqual({ kind: 'text', text: ' انقطع الماء ' })
  expect(seen).toEqual([
    ['POST', '/v1/audio/transcriptions', 'Bearer sk-1', 'whisper-1'],
    ['voice.ogg', 'audio/ogg', true],
  ])
})

it.each<readonly [string, RequestListener]>([
  ['is down', (_, response) => response.writeHead(503).end('{"text":"no"}')],
  ['answers no JSON', (_, response) => response.end('<html>')],
  ['answers JSON without a text', (_, response) => response.end('{"words":[]}')],
  ['answers without end', (_, response) => response.end(`{"text":"${'a'.repeat(2 * 1024 ** 2)}"}`)],
  ['sends us elsewhere', (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end()],
  ['hangs up', (request) => request.socket.destroy()],
])('a service that %s is tried again later, and nothing of it is kept', async (_, answer) => {
  expect(await asked(await serviceThat(answer))).toMatchObject({ kind: 'again' })
})

it('a service that nobody runs is tried again later', async () => {
  expect(await asked('http://127.0.0.1:1')).toMatchObject({ kind: 'again' })
})

it.each([
  ['http://a', 'http://a/v1/audio/transcriptions'],
  ['http://a/v1/', 'http://a/v1/audio/transcriptions'],
  ['https://a/openai/v1/audio/transcriptions', 'https://a/openai/v1/audio/transcriptions'],
])('the address %s means %s', (url, route) => expect(routeOf(url)).toBe(route))
