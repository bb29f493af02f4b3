// Payloads as the platforms' own pages show them (read in November 2026), each with its page.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelEvent } from '../../connectors/connector.ts'
import { createConnectors } from '../../connectors/index.ts'
import { createWhatsApp } from '../../connectors/whatsapp/index.ts'
import { type Remote, startRemote } from './remote.ts'

type Documented = {
  readonly source: string
  readonly channel: 'whatsapp' | 'instagram' | 'x'
  readonly body: unknown
  readonly told: readonly Partial<ChannelEvent>[]
}

const graph = 'https://developers.facebook.com/documentation'

const documented: readonly Documented[] = [
  {
    source: `${graph}/business-messaging/whatsapp/webhooks/reference/messages`,
    channel: 'whatsapp',
    body: {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '102290129340398',
          changes: [
            {
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
                contacts: [{ profile: { name: 'Sheena Nelson' }, wa_id: '16505551234' }],
                messages: [
                  {
                    from: '16505551234',
                    id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=',
                    timestamp: '1749416383',
                    type: 'text',
                    text: { body: 'Does it come in another color?' },
                  },
                ],
              },
              field: 'messages',
            },
          ],
        },
      ],
    },
    told: [
      {
        kind: 'post',
        account: '106540352242922',
        text: 'Does it come in another color?',
        author: { remoteId: '16505551234', name: 'Sheena Nelson', aliases: ['16505551234'] },
        createdAt: '2025-06-08T20:59:43.000Z',
      },
    ],
  },
  {
    source: `${graph}/business-messaging/whatsapp/webhooks/reference/messages/group`,
    channel: 'whatsapp',
    body: {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '102290129340398',
          changes: [
            {
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
                contacts: [
                  { profile: { name: 'Sheena Nelson' }, wa_id: '16505551234', identity_key_hash: 'DF2lS5v2W6x' },
                ],
                messages: [
                  {
                    from: '16505551234',
                    group_id: 'Y2FwaV9ncm91cDo',
                    id: 'wamid.g',
                    timestamp: '1749416383',
                    text: { body: 'Hi' },
                    type: 'text',
                  },
                ],
              },
              field: 'messages',
            },
          ],
        },
      ],
    },
    told: [{ kind: 'post', surface: 'group', text: 'Hi' }],
  },
  {
    // A body in an array, `field` and `value` flat in the entry: as the page prints it for Instagram Login.
    source: `${graph}/instagram-platform/webhooks/examples`,
    channel: 'instagram',
    body: [
      {
        object: 'instagram',
        entry: [
          {
            id: '17841405822304914',
            time: 1_755_779_280,
            field: 'comments',
            value: {
              id: '17865799348089039',
              from: { id: '232323232', username: 'citizen' },
              text: 'Comment text',
              media: { id: '123123123', media_product_type: 'FEED' },
            },
          },
        ],
      },
    ],
    told: [
      {
        kind: 'post',
        account: '17841405822304914',
        remoteId: '17865799348089039',
        surface: 'comment',
        target: '123123123',
        createdAt: '2025-08-21T12:28:00.000Z',
      },
    ],
  },
  {
    source: 'https://support.huaweicloud.com/api-ccfs-cec/cec_07_1142.html',
    channel: 'instagram',
    body: {
      object: 'instagram',
      entry: [
        {
          id: '17841474524784050',
          time: 1_755_779_280,
          changes: [
            {
              value: {
                from: { id: '17841474524784050', username: 'owner', self_ig_scoped_id: '2105722729836161' },
                media: { id: '18172143295349192', media_product_type: 'FEED' },
                id: '17919697626119712',
                text: 'our own',
              },
              field: 'comments',
            },
          ],
        },
      ],
    },
    told: [{ kind: 'echo', remoteId: '17919697626119712' }],
  },
  {
    source: 'https://docs.x.com/x-api/activity/event-payloads',
    channel: 'x',
    body: {
      data: {
        event_uuid: '2080761390344937796',
        filter: { user_id: '1716450569358098432' },
        event_type: 'post.create',
        tag: 'my post create',
        payload: {
          public_metrics: { retweet_count: 0, retweet_count_str: '0' },
          lang: 'en',
          created_at: '2026-07-24T21:05:48.000Z',
          author_id: '1716450569358098432',
          reply_settings: 'everyone',
          display_text_range: [0, 34],
          id: '2080761390344937796',
          edit_history_tweet_ids: ['2080761390344937796'],
          conversation_id: '2080761390344937796',
          text: 'XAA docs payload sample 1784927148',
          edit_controls: { edits_remaining: 5, edits_remaining_str: '5', is_edit_eligible: true },
        },
      },
    },
    // The account's own: it is subscribed by its id.
    told: [{ kind: 'echo', remoteId: '2080761390344937796', text: 'XAA docs payload sample 1784927148' }],
  },
]

describe.each(documented)('the example of $source', ({ channel, body, told }) => {
  it('is read as it is meant, by webhook and by inspect', () => {
    const bytes = Buffer.from(JSON.stringify(body))
    const parsed = createConnectors()[channel].webhook!.parse(bytes)
    expect(parsed).toMatchObject({ kind: 'events', events: told })
    expect(createConnectors()[channel].inspect(bytes)).toMatchObject(told)
  })
})

describe(`the example of ${graph}/business-messaging/whatsapp/templates/template-management`, () => {
  let remote: Remote
  beforeAll(async () => {
    remote = await startRemote()
  })
  afterAll(() => remote.close())

  it('gives name, language, approval, and how many words are filled in', async () => {
    const text =
      "*You're all set!*\n\nYour reservation for {{number_of_guests}} at Lucky Shrub Eatery on {{day}}, {{date}}, at {{time}}, is confirmed. See you then!"
    remote.answer({
      json: {
        data: [
          {
            name: 'reservation_confirmation',
            parameter_format: 'NAMED',
            components: [
              { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.whatsapp.net/v/t61'] } },
              {
                type: 'BODY',
                text,
                example: { body_text_named_params: [{ param_name: 'number_of_guests', example: '4' }] },
              },
            ],
            language: 'en_US',
            status: 'APPROVED',
            category: 'UTILITY',
            id: '1387372356726668',
          },
        ],
        paging: { cursors: { before: 'QVFI', after: 'QVFI' } },
      },
    })
    const whatsapp = createWhatsApp({
      url: remote.url,
      version: 'v26.0',
      accounts: [{ id: '1', token: 't' }],
      businessId: '102290129340398',
    })
    expect(await whatsapp.templates!(new AbortController().signal)).toEqual([
      {
        account: '102290129340398',
        name: 'reservation_confirmation',
        language: 'en_US',
        status: 'APPROVED',
        category: 'UTILITY',
        body: text,
        variables: 4,
      },
    ])
    expect(remote.asked.at(-1)).toMatchObject({ path: '/v26.0/102290129340398/message_templates' })
  })
})
