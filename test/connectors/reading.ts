// How a test reads what a channel said.
import { expect } from 'vitest'
import type { ChannelEvent, Connector } from '../../connectors/connector.ts'
import { bytesOf } from './conformance.ts'

export const readerOf = (connector: Connector) => {
  const read = (payload: unknown, account?: string): readonly ChannelEvent[] =>
    connector.inspect(bytesOf(payload), account === undefined ? {} : { account })
  /** Of a payload that tells one thing. */
  const one = (payload: unknown, account?: string): ChannelEvent => {
    const events = read(payload, account)
    expect(events).toHaveLength(1)
    return events[0]!
  }
  return { read, one }
}
