// Names and words that people add to what the matcher knows of the country, and what they would change.
import { z } from '@hono/zod-openapi'
import { id, iso, Span } from './common.ts'
import { PostView } from './posts.ts'

const Name = z.object({ id: z.string(), ar: z.string(), en: z.string() })
const name = z.string().trim().min(2).max(60)
const word = z
  .boolean()
  .default(false)
  .describe('it is an ordinary word too: it counts only beside what makes it a place, or where the matter is spoken of')

export const AdditionBody = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('place'), name, means: id.describe('an area, as it is called too'), word }),
    z.strictObject({
      kind: z.literal('landmark'),
      name,
      area: id.optional().describe('where it stands; or its point'),
      point: z.strictObject({ lat: z.number().min(28).max(31), lon: z.number().min(46).max(49.5) }).optional(),
      word,
    }),
    z.strictObject({ kind: z.literal('matter'), name, means: id.describe('a topic, or a problem of one'), word }),
  ])
  .openapi('AdditionBody')

export const AdditionView = z
  .object({
    id,
    kind: z.enum(['place', 'landmark', 'matter']),
    name: z.string(),
    meaning: Name.describe('the area it is or stands in, the topic or the problem'),
    word: z.boolean(),
    by: z.string(),
    at: iso,
  })
  .openapi('Addition')

export const AdditionsView = z
  .object({ items: z.array(AdditionView), problems: z.array(Name.extend({ topic: z.string() })) })
  .openapi('Additions')

export const AdditionPreviewBody = z
  .union([z.strictObject({ add: AdditionBody }), z.strictObject({ remove: id })])
  .openapi('AdditionPreview')

const ReadView = z
  .object({ kind: z.string(), places: z.array(Name), topic: Name.nullable(), problems: z.array(Name) })
  .describe('what the matcher reads in a post')

export const WouldChangeView = z
  .object({
    looked: z.int().describe('posts looked at, newest first'),
    since: iso,
    said: z.int().describe('of them, those that say it: they are read again when it is switched on'),
    changed: z.int().describe('of these, those that would be read otherwise'),
    cases: z.int().describe('cases these are in'),
    examples: z.array(
      z.object({
        post: PostView,
        spans: z.array(Span),
        reference: z.string().nullable(),
        before: ReadView,
        after: ReadView,
      }),
    ),
  })
  .openapi('AdditionWouldChange')

export const AdditionMadeView = z.object({
  addition: AdditionView,
  again: z.int().describe('posts that are read again'),
})

export type AdditionBodyWire = z.input<typeof AdditionBody>
export type AdditionWire = z.infer<typeof AdditionView>
export type AdditionsWire = z.infer<typeof AdditionsView>
export type AdditionPreviewWire = z.input<typeof AdditionPreviewBody>
export type WouldChangeWire = z.infer<typeof WouldChangeView>
export type AdditionMadeWire = z.infer<typeof AdditionMadeView>
