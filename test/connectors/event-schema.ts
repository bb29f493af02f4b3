// The event as the design agrees it: nothing more, nothing less, absent fields left out.
import { z } from 'zod'

const said = z.string().min(1)
const utc = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

const media = z.strictObject({
  kind: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker', 'contact', 'other']),
  remoteId: said.exactOptional(),
  mimeType: said.exactOptional(),
  sha256: said.exactOptional(),
  caption: z.string().exactOptional(),
  filename: z.string().exactOptional(),
  voice: z.boolean().exactOptional(),
  url: z.string().exactOptional(),
  phash: z.string().exactOptional(),
})

export const eventSchema = z.strictObject({
  kind: z.enum(['post', 'status', 'reaction', 'echo', 'edit', 'delete', 'read', 'identity', 'unsupported', 'other']),
  channel: z.enum(['whatsapp', 'x', 'instagram', 'chat-export', 'import', 'generic', 'replay']),
  account: said.exactOptional(),
  remoteId: said,
  type: z.string(),
  text: z.string().exactOptional(),
  author: z
    .strictObject({
      remoteId: said.exactOptional(),
      handle: z.string().exactOptional(),
      name: z.string().exactOptional(),
      aliases: z.array(said).min(1).exactOptional(),
    })
    .exactOptional(),
  createdAt: utc.exactOptional(),
  surface: said.exactOptional(),
  replyTo: said.exactOptional(),
  quoted: said.exactOptional(),
  target: said.exactOptional(),
  media: z.array(media).exactOptional(),
  location: z
    .strictObject({
      lat: z.number().min(-90).max(90),
      lon: z.number().min(-180).max(180),
      name: z.string().exactOptional(),
      address: z.string().exactOptional(),
    })
    .exactOptional(),
  forwarded: z.boolean().exactOptional(),
  status: z.string().exactOptional(),
  error: z.strictObject({ code: z.string().exactOptional(), message: z.string().exactOptional() }).exactOptional(),
  key: z.string().exactOptional(),
  summoned: z.boolean().exactOptional(),
})
