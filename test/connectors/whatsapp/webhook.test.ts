// The door: signatures, damage, and the handshake.
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createWhatsApp } from '../../../connectors/whatsapp/index.ts'
import { conforms } from '../conformance.ts'
import { payloads } from './deliveries.ts'

const connector = createWhatsApp()

conforms('WhatsApp', {
  connector,
  payloads,
  header: 'x-hub-signature-256',
  sign: (body, secret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})

describe('the handshake', () => {
  const asked = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'token' }
  const shake = (query: Record<string, string>, verifyToken?: string) =>
    connector.webhook!.handshake({ query }, { secrets: [], ...(verifyToken === undefined ? {} : { verifyToken }) })

  it('gives the challenge back to whoever knows the token', () => {
    expect(shake(asked, 'token')).toBe('1158201444')
  })
  it.each([
    ['another token', asked, 'other'],
    ['no token configured', asked, undefined],
    ['an empty one', { ...asked, 'hub.verify_token': '' }, ''],
    ['another mode', { ...asked, 'hub.mode': 'unsubscribe' }, 'token'],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'token' }, 'token'],
  ])('refuses %s', (_name, query, token) => {
    expect(shake(query, token)).toBeNull()
  })
})
