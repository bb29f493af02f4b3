// What X sends and answers. Shapes: docs.x.com (activity/event-payloads, account-activity, posts/search, filtered-stream,
// direct-messages/lookup, compliance streams, openapi 2.167 for the post vocabulary); words and ids are ours.
export const account = '1111111111111111111'
export const citizen = { id: '2222222222222222222', username: 'ali_q8', name: 'علي' }
/** As an event names him. */
export const author = { remoteId: citizen.id, handle: 'ali_q8', name: 'علي', aliases: [citizen.id] }
export const id = '2080765813578191303'
export const createdAt = '2026-07-24T21:23:23.000Z'

export const post = {
  id,
  text: '@moi_kw الماي مقطوع',
  author_id: citizen.id,
  created_at: createdAt,
  conversation_id: id,
  edit_history_tweet_ids: [id],
  entities: { mentions: [{ start: 0, end: 7, username: 'moi_kw', id: account }] },
  lang: 'ar',
}

export const activity = (event_type: string, payload: object, includes: object = { users: [citizen] }) => ({
  data: { event_uuid: '-42', filter: { user_id: account }, event_type, tag: 't', payload, includes },
})

export const page = (...posts: readonly object[]) => ({
  data: posts,
  includes: { users: [citizen] },
  meta: { newest_id: id, oldest_id: id, result_count: posts.length },
})

export const oldUser = { id: 2222222222, id_str: '2222222222222222222', name: 'علي', screen_name: 'ali_q8' }
export const oldTweet = {
  created_at: 'Fri Jul 24 21:23:23 +0000 2026',
  id: 2080765813578191400,
  id_str: id,
  text: '@moi_kw الماي مقطوع',
  user: oldUser,
  entities: { user_mentions: [{ screen_name: 'moi_kw', id_str: account }], urls: [] },
}
export const old = (part: object) => ({ for_user_id: account, ...part })

const message = (sender: string) => ({
  direct_message_events: [
    {
      type: 'message_create',
      id: '2080765901528535096',
      created_timestamp: '1784928224372',
      message_create: {
        target: { recipient_id: account },
        sender_id: sender,
        message_data: { text: 'هلا &amp; مرحبا', entities: {} },
      },
    },
  ],
})

export const payloads = {
  mention: activity('post.mention.create', post),
  reply: activity('post.reply.create', {
    ...post,
    in_reply_to_tweet_id: '1',
    referenced_tweets: [{ type: 'replied_to', id: '1' }],
  }),
  quote: activity('post.quote.create', { ...post, entities: {}, referenced_tweets: [{ type: 'quoted', id: '1' }] }, {}),
  repost: activity('post.repost.create', {
    ...post,
    text: 'RT @moi_kw: x',
    referenced_tweets: [{ type: 'retweeted', id: '1' }],
  }),
  'own post': activity('post.create', { ...post, author_id: account }),
  delete: activity('post.delete', { id, author_id: citizen.id }, { users: [{ data: citizen }] }),
  like: activity('like.create', {
    id: '87719f50ee',
    timestamp_ms: '1784927565236',
    liked_tweet_id: '5',
    liked_tweet_author_id: account,
  }),
  'message received': activity('dm.received', { ...message(citizen.id), users: { [citizen.id]: { data: citizen } } }),
  'message sent': activity('dm.sent', message(account)),
  'encrypted message': activity('chat.received', {
    id: 'e4f4',
    sender_id: citizen.id,
    created_at_msec: '1784841183370',
    encoded_event: 'Cw',
    conversation_key_change_event: 'Cw',
  }),
  'a revoked app': {
    data: {
      event_uuid: '5',
      filter: {},
      event_type: 'oauth.revoke',
      payload: { date_time: '2026-07-23T21:44:05+00:00', user_id: '1' },
    },
  },
  'older mention': old({ tweet_create_events: [oldTweet] }),
  'older delete': old({
    tweet_delete_events: [{ status: { id, user_id: citizen.id }, timestamp_ms: '1784927565236' }],
  }),
  'older like': old({
    favorite_events: [{ id: 'f1', timestamp_ms: 1784927565236, favorited_status: { id_str: '5' }, user: oldUser }],
  }),
  'older message': old({ ...message(citizen.id), users: { [citizen.id]: oldUser } }),
  'older read': old({
    direct_message_mark_read_events: [
      { created_timestamp: '1784927565236', sender_id: citizen.id, last_read_event_id: '9' },
    ],
  }),
  'older follow': old({
    follow_events: [{ type: 'follow', created_timestamp: '1784927565236', source: oldUser, target: { id: account } }],
  }),
  'search page': page(post),
  'stream line': { data: post, includes: { users: [citizen] }, matching_rules: [{ id: '1', tag: 'kw' }] },
} as const
