// Figures for screens: the map, trends, the quality of matching, the threshold lab.
import { z } from '@hono/zod-openapi'
import { id, iso } from './common.ts'

const name = z.object({ id: z.string(), ar: z.string(), en: z.string() })

export const MapView = z
  .object({
    areas: z.array(z.object({ id: z.string(), open: z.int(), emergencies: z.int(), posts: z.int() })),
    unplaced: z.int().describe('open cases that name no area'),
    hours: z
      .array(z.object({ at: iso, open: z.record(z.string(), z.int()) }))
      .describe('open cases by area, hour by hour'),
  })
  .openapi('Map')

const Counts = z.object({ posts: z.int(), authors: z.int(), cases: z.int() })
const Share = z.object({ count: z.int(), of: z.int() })

export const TrendsView = z
  .object({
    hours: z.array(Counts.extend({ at: iso })),
    groups: z.array(Counts.extend({ name })).describe('by what was asked, largest first'),
    merged: Share.describe('posts that joined a case, of the posts in cases'),
    postsPerCase: z.number(),
    firstAnswer: z.object({ medianMinutes: z.number().nullable(), cases: z.int() }),
    satisfaction: Share.describe('who said yes, of those who answered whether it is solved'),
    spikes: z.array(
      z.object({
        topic: name,
        area: name.nullable(),
        from: iso,
        posts: z.int(),
        expected: z.number(),
        open: z.int().describe('cases of it that are open'),
      }),
    ),
    quality: z.array(
      z.object({
        week: iso,
        confirmed: z.int(),
        refuted: z.int(),
        machineRight: z.int().describe('questions whose answer the machine leaned to'),
        asked: z.int(),
      }),
    ),
    peopleAgree: Share.describe('second opinions that agreed with the first'),
  })
  .openapi('Trends')

export const ReviewDayView = z
  .object({
    mine: z.int(),
    all: z.int(),
    left: z.int(),
    machineAgreed: z.int(),
    judged: z.int(),
    peopleAgree: Share,
  })
  .openapi('ReviewDay')

export const LaneView = z
  .object({
    opened: z.int().describe('cases that people made of posts of the lane in the last 30 days'),
    emergencies: z.int().describe('those of them that were emergencies: the machine had misread them'),
  })
  .openapi('LaneFigures')

export const SecondOpinions = z.object({ items: z.array(z.object({ id })) })
export const SecondOpinionBody = z.strictObject({ answer: z.enum(['same', 'different', 'not_a_report', 'skip']) })
export const SecondOpinionResult = z.object({ agreed: z.boolean(), first: z.string(), by: z.string() })

export type MapWire = z.infer<typeof MapView>
export type TrendsWire = z.infer<typeof TrendsView>
export type ReviewDayWire = z.infer<typeof ReviewDayView>
export type LaneWire = z.infer<typeof LaneView>
export type SecondOpinionWire = z.infer<typeof SecondOpinionResult>
