import { describe, expect, it } from 'vitest'
import { createWhatsApp } from '../../../connectors/whatsapp/index.ts'
import { readerOf } from '../reading.ts'
import { at, change, delivery, payloads } from './deliveries.ts'

const { one, read } = readerOf(createWhatsApp())

describe('who wrote', () => {
  const from = (sender: object, contact?: object) =>
    one(
      delivery(
        change({
          contacts: contact === undefined ? [] : [contact],
          messages: [{ id: 'wamid.A', timestamp: at, type: 'text', text: { body: 'هلا' }, ...sender }],
        }),
      ),
    ).author

  it('may be known by the business-scoped id alone', () => {
    expect(from({ from_user_id: 'KW.7' }, { profile: { name: 'س', username: 'seen' }, user_id: 'KW.7' })).toEqual({
      remoteId: 'KW.7',
      handle: 'seen',
      name: 'س',
      aliases: ['KW.7'],
    })
  })
  it('is one person with number, id and parent id', () => {
    expect(
      from(
        { from: '9651', from_user_id: 'KW.7', from_parent_user_id: 'KW.ENT.1' },
        { wa_id: '9651', user_id: 'KW.7', parent_user_id: 'KW.ENT.1' },
      ),
    ).toEqual({ remoteId: '9651', aliases: ['9651', 'KW.7', 'KW.ENT.1'] })
  })
  it('takes nothing from a contact that disagrees in either id', () => {
    expect(
      from({ from: '9651', from_user_id: 'KW.7' }, { wa_id: '9651', user_id: 'KW.8', profile: { name: 'غيره' } }),
    ).toEqual({ remoteId: '9651', aliases: ['9651', 'KW.7'] })
  })
  it('is found by id, not by position', () => {
    const messages = ['9652', '9651'].map((sender, index) => ({
      from: sender,
      id: `wamid.${index}`,
      timestamp: at,
      type: 'text',
      text: { body: 'هلا' },
    }))
    const contacts = ['9651', '9652'].map((id) => ({ wa_id: id, profile: { name: `n${id}` } }))
    expect(read(delivery(change({ contacts, messages }))).map(({ author }) => author?.name)).toEqual(['n9652', 'n9651'])
  })
  it('is carried over when the number changes', () => {
    expect(one(payloads['number change'])).toMatchObject({
      kind: 'identity',
      type: 'system',
      status: 'user_changed_number',
      author: { remoteId: '96599000002', aliases: ['96599000002', '96599000001', 'KW.2'] },
    })
  })
  it('is carried over when the business-scoped id rotates', () => {
    expect(one(payloads['user id update'])).toMatchObject({
      kind: 'identity',
      type: 'user_id_update',
      author: { remoteId: '96599000001', aliases: ['96599000001', 'KW.2', 'KW.1'] },
    })
    const system = { type: 'user_changed_user_id', user_id: 'KW.2' }
    expect(
      one(delivery(change({ messages: [{ id: 'wamid.S', timestamp: at, type: 'system', system }] }))),
    ).toMatchObject({ kind: 'identity', author: { remoteId: 'KW.2', aliases: ['KW.2'] } })
  })
})
