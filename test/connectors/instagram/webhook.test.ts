// The door: signatures and damage.
import { createHmac } from 'node:crypto'
import { createInstagram } from '../../../connectors/instagram/index.ts'
import { conforms } from '../conformance.ts'
import { payloads } from './deliveries.ts'

const connector = createInstagram()

conforms('Instagram', {
  connector,
  payloads,
  header: 'x-hub-signature-256',
  sign: (body, secret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})
