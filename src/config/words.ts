// Kinds of values that variables have, each fault with its words in both languages.
import { z } from 'zod'

export type Words = { readonly ar: string; readonly en: string }
export const says = (words: Words) => ({ error: JSON.stringify(words) })

export const text = z.string().trim().min(1).max(4096).optional()
export const url = z
  .url({
    protocol: /^https?$/,
    ...says({
      en: 'is not an http(s) address; write it like https://host or http://127.0.0.1:8790',
      ar: 'ليس عنوان http(s)؛ اكتبه مثل https://host أو http://127.0.0.1:8790',
    }),
  })
  .transform((value) => value.replace(/(?<!\/)\/+$/, ''))
  .optional()
export const strong = (least: number) =>
  z
    .string()
    .min(
      least,
      says({
        en: `is too short; use at least ${least} random characters (openssl rand -hex 24)`,
        ar: `قصير؛ استعمل ${least} رمزًا عشوائيًا على الأقل (openssl rand -hex 24)`,
      }),
    )
    .max(4096)
    .optional()
