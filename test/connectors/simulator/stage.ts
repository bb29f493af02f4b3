// The simulator and a product that listens to it, new for each test; and how their API is called.
import { afterEach, beforeEach } from 'vitest'
import { type Say, type Simulator, startSimulator } from '../../../connectors/simulator/index.ts'
import { type Product, startProduct } from './product.ts'

export const token = { authorization: 'Bearer t', 'content-type': 'application/json' }
export const phone = '106540352242922'
export const instagram = '17841400455970028'
export const text = (to: string, body = 'تم', key?: string) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'text',
  text: { body },
  biz_opaque_callback_data: key,
})
export const citizen: Say = { channel: 'whatsapp', from: '+96599000001', text: 'الماي مقطوع' }

export const newStage = () => {
  let simulator: Simulator
  let product: Product
  beforeEach(async () => {
    simulator = await startSimulator({ seed: 7 })
    product = await startProduct(simulator.environment)
    simulator.connect(product.url)
  })
  afterEach(async () => {
    await simulator.close()
    await product.close()
  })
  return {
    get simulator() {
      return simulator
    },
    get product() {
      return product
    },
    post: async (path: string, body: unknown) => {
      const init = { method: 'POST', headers: token, body: JSON.stringify(body) }
      const answer = await fetch(`${simulator.url}${path}`, init)
      return { status: answer.status, json: (await answer.json()) as Record<string, never>, headers: answer.headers }
    },
    get: async (path: string) => {
      const answer = await fetch(`${simulator.url}${path}`, { headers: token })
      return { status: answer.status, json: (await answer.json()) as never }
    },
    /** What the product was told. */
    bodies: () => product.heard.map(({ body }) => JSON.parse(body)),
  }
}
