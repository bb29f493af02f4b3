// The topics and agencies of the house: with which agency a topic is, and how they are called.
import { z } from '@hono/zod-openapi'
import { id } from './common.ts'

export const TopicAgencyBody = z
  .strictObject({
    agency: id.describe('the agency it is given to'),
    from: id.describe('the agency it is with, as it was seen'),
    open: z.boolean().default(false).describe('open cases whose agency no person chose follow too'),
  })
  .openapi('TopicAgencyBody')

const Open = z.object({ id, reference: z.string(), title: z.string() })

export const TopicWouldView = z
  .object({
    open: z.int().describe('open cases of the topic with the agency it is with, whose agency no person chose'),
    byHand: z.int().describe('those whose agency a person chose: they stay'),
    examples: z.array(Open).describe('of the first, the most urgent ten'),
  })
  .openapi('TopicWouldChange')

export const TopicGivenView = z.object({ topic: id, agency: id, moved: z.int() }).openapi('TopicGiven')

export const TopicRetiredBody = z.strictObject({ retired: z.boolean() }).openapi('TopicRetired')

const said = z.string().trim().max(80).default('').describe('empty: as the profile has it')
export const NameBody = z.strictObject({ ar: said, en: said }).openapi('NameBody')
export const NamedView = z
  .object({ was: z.object({ ar: z.string(), en: z.string() }).describe('what undoes it; empty as in the body') })
  .openapi('Named')

export type NameBodyWire = z.input<typeof NameBody>
export type NamedWire = z.infer<typeof NamedView>
export type TopicAgencyWire = z.input<typeof TopicAgencyBody>
export type TopicWouldWire = z.infer<typeof TopicWouldView>
export type TopicGivenWire = z.infer<typeof TopicGivenView>
