import { describe, expect, it } from 'vitest'
import { createX } from '../../../connectors/x/index.ts'
import { readerOf } from '../reading.ts'
import { account, activity, page, payloads, post } from './deliveries.ts'

const { one } = readerOf(createX())

describe('whether an author may be answered', () => {
  const quoted = { ...post, entities: {}, referenced_tweets: [{ type: 'quoted', id: '5' }] }
  it.each<[string, unknown, boolean | undefined]>([
    ['he mentioned us', page(post), true],
    [
      'he mentioned us late in a long text',
      page({ ...post, entities: {}, note_tweet: { text: 't', entities: { mentions: [{ id: account }] } } }),
      true,
    ],
    ['he quoted us', { ...page(quoted), includes: { tweets: [{ id: '5', text: 't', author_id: account }] } }, true],
    [
      'he quoted somebody else',
      { ...page(quoted), includes: { tweets: [{ id: '5', text: 't', author_id: '8' }] } },
      false,
    ],
    ['search found him', page({ ...post, entities: {} }), false],
  ])('is told: %s', (_name, payload, expected) => {
    expect(one(payload, account).summoned).toBe(expected)
  })
  it('is not guessed where we do not know who we are', () => {
    expect(one(page(post)).summoned).toBeUndefined()
  })
  it('follows from being told of a mention or a quote', () => {
    expect(one(payloads.mention).summoned).toBe(true)
    expect(one(payloads.quote).summoned).toBe(true)
    expect(
      one(
        activity('post.reply.create', { ...post, entities: {}, referenced_tweets: [{ type: 'replied_to', id: '5' }] }),
      ).summoned,
    ).toBe(false)
  })
})
