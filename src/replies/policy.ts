// How a ministry wants replies to go: who must approve, how many an hour, what the machine may say by itself.
import { z } from 'zod'

const texts = z
  .object({ ar: z.string().trim().min(1).max(1000), en: z.string().trim().min(1).max(1000) })
  .partial()
  .refine((given) => Object.keys(given).length > 0, 'write it in Arabic or English')
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write it like 22:00')
const on = z.boolean()
const spoken = { on, texts }

/** Each with what is said of it; nothing here has a default, so that a change may name one alone. */
export const policyFields = {
  stopped: z.boolean().describe('the kill switch: nothing leaves'),
  approvalAbove: z.int().min(0).max(1_000_000).describe('a plan that reaches more needs a second person'),
  hourlyCap: z.int().min(1).max(1_000_000).describe('most people told in an hour, over all answers of people'),
  delaySeconds: z.int().min(0).max(3600).describe('how long an answer waits and can be taken back'),
  hotlines: z
    .array(z.string().trim().min(3).max(20))
    .max(100)
    .describe('the ministry’s numbers, which may stand in public'),
  xAnswersAnyone: z.boolean().describe('X: an Enterprise plan may answer authors who did not call us'),
  greeting: texts,
  quiet: z.object({ from: time, to: time }).nullable().describe('the machine keeps silent, by Kuwait’s clock'),
  acknowledgement: z.object(spoken).describe('a first contact is told that it was heard'),
  followUps: z.boolean().describe('who asks again is told where the case stands'),
  satisfaction: z.object(spoken).describe('asked when a case is closed'),
  knownIssueAbove: z
    .number()
    .min(0.5)
    .max(1)
    .describe('least probability at which who joins a known issue is answered'),
}

/** What is named changes; within `acknowledgement` and `satisfaction` too. */
export const PolicyChange = z
  .strictObject({
    ...policyFields,
    acknowledgement: z.strictObject(spoken).partial(),
    satisfaction: z.strictObject(spoken).partial(),
  })
  .partial()

export type Policy = z.infer<z.ZodObject<typeof policyFields>>
export type PolicyChange = z.infer<typeof PolicyChange>

export const usualPolicy: Policy = {
  stopped: false,
  approvalAbove: 5_000,
  hourlyCap: 20_000,
  delaySeconds: 5,
  hotlines: [],
  xAnswersAnyone: false,
  greeting: { ar: 'السلام عليكم،', en: 'Hello,' },
  quiet: { from: '22:00', to: '07:00' },
  acknowledgement: {
    on: false,
    texts: {
      ar: 'وصلتنا رسالتك وسُجّل بلاغك، وسنردّ عليك هنا.\nلسلامتك: لا تستخدم الهاتف أثناء القيادة. واحترامًا لخصوصية الناس: لا تصوّر الأشخاص، وصوّر المشكلة وحدها.',
      en: 'We have your message; it is registered and we will answer you here.\nFor your safety, do not use the phone while driving. Out of respect for others, photograph the problem and not people.',
    },
  },
  followUps: false,
  satisfaction: { on: false, texts: { ar: 'هل حُلّت المشكلة؟', en: 'Has the problem been solved?' } },
  knownIssueAbove: 0.9,
}

type Given<T> = { readonly [K in keyof T]?: T[K] | undefined }

const named = <T extends object>(before: T, change: Given<T> | undefined): T => {
  const given = Object.entries(change ?? {}).filter(([, value]) => value !== undefined)
  return { ...before, ...(Object.fromEntries(given) as Partial<T>) }
}

export const changed = (before: Policy, { acknowledgement, satisfaction, ...rest }: PolicyChange): Policy => ({
  ...named(before, rest as Given<Policy>),
  acknowledgement: named(before.acknowledgement, acknowledgement),
  satisfaction: named(before.satisfaction, satisfaction),
})

/** A store that was written by an earlier Sada may lack what came later. */
export const readPolicy = (saved: unknown): Policy => changed(usualPolicy, PolicyChange.parse(saved))

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
