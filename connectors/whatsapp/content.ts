// What a message says: text, media and place, by its type. The same reading serves messages, echoes and edits.
import type { ChannelEvent, EventMedia } from '../connector.ts'
import { compact, isRecord, placeOf, readJsonText } from '../edge.ts'
import type { Content } from './api-types.ts'

type Said = Pick<ChannelEvent, 'text' | 'media' | 'location'>

const mediaTypes = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const
type MediaType = (typeof mediaTypes)[number]

const isMediaType = (type: string | undefined): type is MediaType => mediaTypes.some((known) => known === type)

const mediaSaid = (type: MediaType, body: NonNullable<Content[MediaType]>): Said => {
  const media = compact<EventMedia>({
    kind: type === 'voice' ? 'audio' : type,
    remoteId: body.id,
    mimeType: body.mime_type,
    sha256: body.sha256,
    caption: body.caption,
    filename: body.filename,
    voice: type === 'voice' ? true : body.voice,
    url: body.url,
  })
  return compact<Said>({ text: body.caption, media: [media], location: undefined })
}

const answerWords = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value]
  if (typeof value === 'number') return [String(value)]
  return Array.isArray(value) ? value.flatMap(answerWords) : []
}

/** A form's answers are a JSON text inside the JSON; its token is ours, not the citizen's. */
const formAnswers = (json: string | undefined): string | undefined => {
  const answers = json === undefined ? undefined : readJsonText(json)
  if (answers === undefined || !answers.ok || !isRecord(answers.value)) return undefined
  const given = Object.entries(answers.value).flatMap(([name, value]) =>
    name === 'flow_token' ? [] : answerWords(value),
  )
  return given.length === 0 ? undefined : given.join('\n')
}

const interactiveText = (interactive: Content['interactive']): string | undefined => {
  const choice = interactive?.button_reply ?? interactive?.list_reply
  const form = interactive?.nfm_reply
  return choice?.title ?? choice?.id ?? formAnswers(form?.response_json) ?? form?.body
}

const cardsSaid = (cards: NonNullable<Content['contacts']>): Said => ({
  media: cards.map(({ name }) => {
    const whole = [name?.first_name, name?.last_name].filter((part) => part !== undefined).join(' ')
    return compact<EventMedia>({ kind: 'contact', caption: name?.formatted_name ?? (whole === '' ? undefined : whole) })
  }),
})

/** Some deliveries name no type; the body they carry is the type's own name. */
export const typeOf = (content: Content): string | undefined =>
  content.type ??
  ['text', ...mediaTypes, 'location', 'contacts', 'interactive', 'button', 'order'].find(
    (name) => name in content && content[name as keyof Content] !== undefined,
  )

/** Null: the type's own body is missing, or the type is unknown. */
export const said = (content: Content): Said | null => {
  const type = typeOf(content)
  if (isMediaType(type)) {
    const body = content[type]
    return body === undefined ? null : mediaSaid(type, body)
  }
  const text = (value: string | undefined): Said | null => (value === undefined ? null : { text: value })
  switch (type) {
    case 'text':
      return text(content.text?.body)
    case 'interactive':
      return text(interactiveText(content.interactive))
    case 'button':
      return text(content.button?.text ?? content.button?.payload)
    case 'location': {
      const { latitude, longitude, ...about } = content.location ?? {}
      const location = placeOf(latitude, longitude, about)
      return location === undefined ? null : { location }
    }
    case 'contacts':
      return content.contacts === undefined ? null : cardsSaid(content.contacts)
    case 'order':
      return content.order === undefined
        ? null
        : compact<Said>({ text: content.order.text, media: undefined, location: undefined })
    default:
      return null
  }
}
