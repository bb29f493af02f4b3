// Payloads that platforms' pages and well-kept libraries' recordings show and that come seldom, each with its source.
import { describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { createConnectors } from '../../connectors/index.ts'
import { notUnderstood } from '../../src/pipeline/not-understood.ts'

type Documented = {
  readonly what: string
  readonly source: string
  readonly channel: 'whatsapp' | 'instagram' | 'x'
  readonly body: unknown
  readonly told: readonly Partial<ChannelEvent>[]
}

const whatsapp = (message: object) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '446721375197239',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '15556476837', phone_number_id: '544321948756399' },
            contacts: [{ profile: { name: 'Test Name' }, wa_id: '972987654321' }],
            messages: [{ from: '972987654321', id: 'wamid.z', timestamp: '1751372634', ...message }],
          },
        },
      ],
    },
  ],
})

const gnip = 'https://docs.x.com/x-api/enterprise-gnip-2.0/fundamentals'

const documented: readonly Documented[] = [
  {
    what: 'an answer to being called, which is nothing a citizen said',
    source: 'https://github.com/david-lev/pywa/blob/master/tests/data/updates/call_permission_update.json',
    channel: 'whatsapp',
    body: whatsapp({
      context: { from: '15556476837', id: 'wamid.y' },
      type: 'interactive',
      interactive: {
        type: 'call_permission_reply',
        call_permission_reply: { response: 'accept', expiration_timestamp: 1751977434, response_source: 'user_action' },
      },
    }),
    told: [
      {
        kind: 'other',
        type: 'interactive',
        status: 'accept',
        author: { remoteId: '972987654321', name: 'Test Name', aliases: ['972987654321'] },
      },
    ],
  },
  {
    what: 'comments as a list, as the page says of them in words',
    source: 'https://developers.facebook.com/documentation/instagram-platform/webhooks/examples',
    channel: 'instagram',
    body: {
      object: 'instagram',
      entry: [
        {
          id: '17841405822304914',
          time: 1_755_779_280,
          field: 'comments',
          value: [
            { id: '17865799348089039', from: { id: '232323232', username: 'citizen' }, text: 'one' },
            { id: '17865799348089040', from: { id: '17841405822304914', username: 'owner' }, text: 'two' },
          ],
        },
      ],
    },
    told: [
      { kind: 'post', remoteId: '17865799348089039', text: 'one' },
      { kind: 'echo', remoteId: '17865799348089040', text: 'two' },
    ],
  },
  {
    what: 'a story passed on, whose address has a name of its own',
    source: 'recorded by programs in use in 2026; on no page of the platform',
    channel: 'instagram',
    body: {
      object: 'instagram',
      entry: [
        {
          id: '17841400000000000',
          time: 1772998034000,
          messaging: [
            {
              sender: { id: '200000000000001' },
              recipient: { id: '17841400000000000' },
              timestamp: 1772998034000,
              message: {
                mid: 'mid.story',
                attachments: [
                  {
                    type: 'ig_story',
                    payload: { story_media_id: '18', story_media_url: 'https://cdn.example.com/s.jpg' },
                  },
                ],
              },
            },
          ],
        },
      ],
    },
    told: [
      {
        kind: 'post',
        remoteId: 'mid.story',
        media: [{ kind: 'other', remoteId: '18', url: 'https://cdn.example.com/s.jpg' }],
      },
    ],
  },
  {
    what: 'history whose files follow on their own: the place kept for one is nothing a citizen said',
    source: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/history',
    channel: 'whatsapp',
    body: {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '102290129340398',
          changes: [
            {
              field: 'history',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
                history: [
                  {
                    metadata: { phase: 0, chunk_order: 1, progress: 55 },
                    threads: [
                      {
                        id: '16505551234',
                        messages: [
                          {
                            from: '16505551234',
                            id: 'wamid.photo',
                            timestamp: '1739230970',
                            type: 'media_placeholder',
                            history_context: { status: 'PLAYED' },
                          },
                          {
                            from: '15550783881',
                            id: 'wamid.ours',
                            timestamp: '1739230955',
                            type: 'text',
                            text: { body: "Here's the info you requested!" },
                            history_context: { status: 'READ' },
                          },
                        ],
                      },
                    ],
                  },
                ],
                messages: [
                  {
                    from: '16505551234',
                    id: 'wamid.photo',
                    timestamp: '1739230970',
                    type: 'image',
                    image: { id: '24230790383178626', mime_type: 'image/jpeg', sha256: 'x', caption: 'look' },
                  },
                ],
              },
            },
          ],
        },
      ],
    },
    told: [
      { kind: 'post', remoteId: 'wamid.photo', text: 'look', createdAt: '2025-02-10T23:42:50.000Z' },
      { kind: 'unsupported', type: 'media_placeholder', remoteId: 'wamid.photo' },
      { kind: 'echo', remoteId: 'wamid.ours' },
    ],
  },
  {
    what: 'a post whose author has a name and no id: not ours, where we have none either',
    source: `${gnip}/data-dictionary`,
    channel: 'x',
    body: {
      created_at: 'Fri Jan 04 18:47:46 +0000 2019',
      id_str: '1081253518384160768',
      text: 'Quote test https://t.co/CE4m1qs3NJ',
      user: { screen_name: 'furiouscamper' },
      quoted_status_id_str: '1079578364904648705',
    },
    told: [{ kind: 'post', quoted: '1079578364904648705', surface: 'quote', author: { handle: 'furiouscamper' } }],
  },
  {
    what: 'a message in the shape of v2 inside an activity',
    source: 'https://docs.x.com/x-api/direct-messages/lookup/integrate',
    channel: 'x',
    body: {
      data: {
        event_uuid: '1',
        event_type: 'dm.received',
        filter: { user_id: '1111111111111111111' },
        payload: {
          id: '1585321444547837956',
          text: 'hello!',
          sender_id: '2222222222222222222',
          dm_conversation_id: '1-2',
          created_at: '2022-10-26T17:24:21.000Z',
        },
        includes: { users: [{ id: '2222222222222222222', username: 'OtherUser', name: 'Other' }] },
      },
    },
    told: [
      {
        kind: 'post',
        type: 'dm.received',
        surface: 'dm',
        remoteId: '1585321444547837956',
        text: 'hello!',
        createdAt: '2022-10-26T17:24:21.000Z',
        account: '1111111111111111111',
        author: {
          remoteId: '2222222222222222222',
          handle: 'OtherUser',
          name: 'Other',
          aliases: ['2222222222222222222'],
        },
      },
    ],
  },
  {
    what: 'a person who is gone, about whose posts it says nothing yet',
    source: `${gnip}/firehouse`,
    channel: 'x',
    body: { user_delete: { id: 771136850, timestamp_ms: '1403563137428' } },
    told: [{ kind: 'other', type: 'user_delete' }],
  },
  {
    what: 'a like that is taken back',
    source: `${gnip}/decahose-api`,
    channel: 'x',
    body: {
      delete: {
        favorite: { tweet_id_str: '696615514970279937', user_id_str: '2510287578' },
        timestamp_ms: '1480437031205',
      },
    },
    told: [{ kind: 'other', type: 'delete' }],
  },
]

it('A place that is kept for a file is nothing to be read after an upgrade', () => {
  const { body } = documented.find(({ what }) => what.startsWith('history'))!
  expect(notUnderstood(createConnectors().whatsapp.inspect(Buffer.from(JSON.stringify(body))))).toBe(undefined)
})

describe.each(documented)('$what ($source)', ({ channel, body, told }) => {
  it('is read as it is meant, and holds nothing unheard of', () => {
    const bytes = Buffer.from(JSON.stringify(body))
    const connector = createConnectors()[channel]
    const events = connector.inspect(bytes)
    expect(events).toHaveLength(told.length)
    expect(events).toMatchObject(told)
    expect(connector.webhook!.parse(bytes)).toEqual({ kind: 'events', events })
  })
})
