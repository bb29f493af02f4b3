// How a ministry wants replies to go: who must approve, how many an hour, what the machine may say by itself.
import { z } from 'zod'

const texts = z
  .object({ ar: z.string().trim().min(1).max(1000), en: z.string().trim().min(1).max(1000) })
  .partial()
  .refine((given) => Object.keys(given).length > 0, 'write it in Arabic or English')
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write it like 22:00')

export const Policy = z.object({
  /** The kill switch: nothing leaves. */
  stopped: z.boolean().default(false),
  /** A plan that reaches more needs a second person. */
  approvalAbove: z.int().min(0).max(1_000_000).default(500),
  /** Most people told in an hour, over all answers of people. */
  hourlyCap: z.int().min(1).max(1_000_000).default(20_000),
  /** How long an answer waits before the first of it leaves, so that it can be taken back. */
  delaySeconds: z.int().min(0).max(3600).default(5),
  /** The ministry's own numbers, which may stand in public. */
  hotlines: z.array(z.string().trim().min(3).max(20)).max(100).default([]),
  /** X: an Enterprise plan may answer authors who did not call us. */
  xAnswersAnyone: z.boolean().default(false),
  greeting: texts.default({ ar: 'السلام عليكم،', en: 'Hello,' }),
  /** The machine keeps silent, by Kuwait's clock. */
  quiet: z.object({ from: time, to: time }).nullable().default({ from: '22:00', to: '07:00' }),
  acknowledgement: z
    .object({
      on: z.boolean().default(false),
      texts: texts.default({
        ar: 'وصلتنا رسالتك وسُجّل بلاغك، وسنردّ عليك هنا.\nلسلامتك: لا تستخدم الهاتف أثناء القيادة. واحترامًا لخصوصية الناس: لا تصوّر الأشخاص، وصوّر المشكلة وحدها.',
        en: 'We have your message; it is registered and we will answer you here.\nFor your safety, do not use the phone while driving. Out of respect for others, photograph the problem and not people.',
      }),
    })
    .prefault({}),
  /** Who asks again is told where the case stands. */
  followUps: z.boolean().default(false),
  satisfaction: z
    .object({
      on: z.boolean().default(false),
      texts: texts.default({ ar: 'هل حُلّت المشكلة؟', en: 'Has the problem been solved?' }),
    })
    .prefault({}),
  /** Least probability at which who joins a known issue is answered at the door. */
  knownIssueAbove: z.number().min(0.5).max(1).default(0.9),
})
export type Policy = z.infer<typeof Policy>

export const usualPolicy: Policy = Policy.parse({})

const kuwait = 3 * 3_600_000
const day = 86_400_000
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The first moment from `at` on at which the machine may speak. */
export const afterQuiet = (at: number, quiet: Policy['quiet']): number => {
  if (quiet === null || quiet.from === quiet.to) return at
  const midnight = Math.floor((at + kuwait) / day) * day - kuwait
  const now = (at - midnight) / 60_000
  const [from, to] = [minutes(quiet.from), minutes(quiet.to)]
  const inside = from < to ? now >= from && now < to : now >= from || now < to
  if (!inside) return at
  return midnight + to * 60_000 + (from > to && now >= from ? day : 0)
}
