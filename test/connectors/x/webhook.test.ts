// The door: signatures, damage, and the challenge.
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createX } from '../../../connectors/x/index.ts'
import { conforms } from '../conformance.ts'
import { payloads } from './deliveries.ts'

const connector = createX()

conforms('X', {
  connector,
  payloads,
  header: 'x-twitter-webhooks-signature',
  sign: (body, secret) => `sha256=${createHmac('sha256', secret).update(body).digest('base64')}`,
})

describe('the challenge', () => {
  it('is answered with its signature', () => {
    const expected = createHmac('sha256', 'secret').update('token').digest('base64')
    expect(connector.webhook!.handshake({ query: { crc_token: 'token' } }, { secrets: ['secret', 'old'] })).toBe(
      `{"response_token":"sha256=${expected}"}`,
    )
  })
  it('is refused without a token or a secret', () => {
    expect(connector.webhook!.handshake({ query: {} }, { secrets: ['secret'] })).toBeNull()
    expect(connector.webhook!.handshake({ query: { crc_token: 't' } }, { secrets: [] })).toBeNull()
  })
})
