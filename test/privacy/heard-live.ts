// Everything the live stream says from the first event to this one, as bytes.
import { admin, type House } from '../http/harness.ts'

export const heardLive = async ({ app }: Pick<House, 'app'>, last: number): Promise<string> => {
  const headers = { authorization: `Bearer ${admin}`, 'last-event-id': '1' }
  const response = await app.request('/api/v1/events', { headers })
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (!text.includes(`id: ${last}\n`)) {
    const { value, done } = await reader.read()
    if (done) break
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel()
  return text
}
