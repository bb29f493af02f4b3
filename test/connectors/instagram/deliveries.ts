// Deliveries of Instagram in the three shapes of an entry. Shapes: developers.facebook.com/docs/instagram-platform/webhooks
// (examples, reference of the fields `comments`, `live_comments`, `mentions`, messaging); words and ids are ours.
export const account = '17841400455970028'
export const person = '3781230784047671'
export const seconds = 1_795_864_750
export const iso = '2026-11-28T11:19:10.000Z'

export const entry = (part: object, time: number | string = seconds) => ({
  object: 'instagram',
  entry: [{ id: account, time, ...part }],
})
export const change = (field: string, value: object) => entry({ changes: [{ field, value }] })
export const direct = (part: object, shape: 'messaging' | 'standby' = 'messaging') =>
  entry({ [shape]: [{ sender: { id: person }, recipient: { id: account }, timestamp: seconds * 1000, ...part }] })

export const comment = {
  from: { id: person, username: 'fatma_kw', self_ig_scoped_id: '77' },
  media: { id: '179', media_product_type: 'FEED' },
  id: '180',
  text: 'الماي مقطوع من أمس',
}

export const payloads = {
  comment: change('comments', comment),
  reply: change('comments', { ...comment, parent_id: '178' }),
  'live comment': change('live_comments', { ...comment, media: { id: '181', media_product_type: 'LIVE' } }),
  'flat comment': [entry({ field: 'comments', value: comment })],
  'mention in a comment': change('mentions', { media_id: '179', comment_id: '182' }),
  'mention in a caption': change('mentions', { media_id: '179' }),
  message: direct({ message: { mid: 'm1', text: 'السلام عليكم' } }),
  photo: direct({
    message: { mid: 'm2', attachments: [{ type: 'image', payload: { url: 'https://lookaside.fbsbx.com/a' } }] },
  }),
  'story reply': direct({
    message: { mid: 'm3', text: 'صح', reply_to: { story: { id: 's1', url: 'https://lookaside.fbsbx.com/s' } } },
  }),
  'story mention': direct({
    message: { mid: 'm4', attachments: [{ type: 'story_mention', payload: { url: 'https://lookaside.fbsbx.com/s' } }] },
  }),
  echo: entry({
    messaging: [
      {
        sender: { id: account },
        recipient: { id: person },
        timestamp: seconds * 1000,
        message: { mid: 'm5', text: 'تم', is_echo: true },
      },
    ],
  }),
  unsend: direct({ message: { mid: 'm1', is_deleted: true } }),
  edit: direct({ message_edit: { mid: 'm1', text: 'وعليكم', num_edit: 1 } }),
  reaction: direct({ reaction: { mid: 'm9', action: 'react', reaction: 'love', emoji: '❤' } }),
  read: direct({ read: { mid: 'm9' } }),
  postback: direct({ postback: { mid: 'm6', title: 'شكوى', payload: 'COMPLAINT' } }),
  referral: direct({ referral: { ref: 'r', source: 'SHORTLINKS', type: 'OPEN_THREAD' } }),
  'story insights': change('story_insights', { media_id: '179', exits: 1 }),
} as const
