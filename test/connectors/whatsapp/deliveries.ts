// Deliveries of the Cloud API. Shapes: developers.facebook.com/docs/whatsapp/cloud-api/webhooks (payload examples, messages,
// status, history, smb_message_echoes, system, edit, revoke, user_id_update); words and ids are ours.
export const number = '106540352242922'
export const citizen = { wa_id: '96599000001', user_id: 'KW.13491208655302741918', profile: { name: 'أحمد' } }
export const at = '1795864750'

export const change = (value: object, field = 'messages') => ({
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '96522250000', phone_number_id: number },
    ...value,
  },
  field,
})

export const delivery = (...changes: readonly object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '102290129340398', changes }],
})

/** One message of the citizen's. */
export const message = (body: object, contact: object = citizen) =>
  delivery(change({ contacts: [contact], messages: [{ from: '96599000001', id: 'wamid.A', timestamp: at, ...body }] }))

export const status = (body: object) =>
  delivery(change({ statuses: [{ id: 'wamid.OUT', timestamp: at, recipient_id: '96599000001', ...body }] }))

const photo = {
  id: '1003383421387256',
  mime_type: 'image/jpeg',
  sha256: 'SfInY0gGKTsJlUWbwxC1k+FAD0FZHvzwfpvO0zX0GUI=',
}

export const photoOf = photo

export const payloads = {
  text: message({ type: 'text', text: { body: 'انقطاع الماء في سلوى' } }),
  image: message({ type: 'image', image: { ...photo, caption: 'الحفرة' } }),
  voice: message({ type: 'audio', audio: { id: '9', mime_type: 'audio/ogg; codecs=opus', sha256: 'a=', voice: true } }),
  location: message({ type: 'location', location: { latitude: 29.3, longitude: 48.08, name: 'سلوى', address: 'ق 3' } }),
  contacts: message({
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'أبو علي' }, phones: [{ phone: '+96599000009' }] }],
  }),
  'button reply': message({
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'b1', title: 'نعم' } },
  }),
  reaction: message({ type: 'reaction', reaction: { message_id: 'wamid.OUT', emoji: '👍' } }),
  edit: message({
    type: 'edit',
    edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'صح: ق 4' } } },
  }),
  revoke: message({ type: 'revoke', revoke: { original_message_id: 'wamid.0' } }),
  unsupported: message({
    type: 'unsupported',
    errors: [
      {
        code: 131051,
        title: 'Message type unknown',
        error_data: { details: 'Message type is currently not supported.' },
      },
    ],
  }),
  status: status({ status: 'delivered', pricing: { billable: true, pricing_model: 'PMP', category: 'service' } }),
  failed: status({
    status: 'failed',
    errors: [
      { code: 131047, title: 'Re-engagement message', error_data: { details: 'More than 24 hours have passed' } },
    ],
  }),
  'number change': delivery(
    change({
      messages: [
        {
          from: '96599000001',
          id: 'wamid.S',
          timestamp: at,
          type: 'system',
          system: { type: 'user_changed_number', body: 'changed', wa_id: '96599000002', user_id: 'KW.2' },
        },
      ],
    }),
  ),
  'echo from the phone': delivery(
    change(
      {
        message_echoes: [
          { from: '96522250000', to: '96599000001', id: 'wamid.E', timestamp: at, type: 'text', text: { body: 'تم' } },
        ],
      },
      'smb_message_echoes',
    ),
  ),
  'user id update': delivery(
    change(
      { user_id_update: [{ wa_id: '96599000001', user_id: { previous: 'KW.1', current: 'KW.2' }, timestamp: at }] },
      'user_id_update',
    ),
  ),
  history: delivery(
    change(
      {
        history: [
          {
            metadata: { phase: 0, chunk_order: 1, progress: 55 },
            threads: [
              {
                id: '96599000001',
                messages: [
                  {
                    from: '96522250000',
                    to: '96599000001',
                    id: 'wamid.H1',
                    timestamp: at,
                    type: 'text',
                    text: { body: 'أهلا' },
                    history_context: { status: 'READ' },
                  },
                  {
                    from: '96599000001',
                    id: 'wamid.H2',
                    timestamp: at,
                    type: 'text',
                    text: { body: 'الماي مقطوع' },
                    history_context: { status: 'READ' },
                  },
                ],
              },
            ],
          },
        ],
      },
      'history',
    ),
  ),
  template: delivery({
    value: {
      event: 'APPROVED',
      message_template_id: 1,
      message_template_name: 'answer',
      message_template_language: 'ar',
    },
    field: 'message_template_status_update',
  }),
} as const
