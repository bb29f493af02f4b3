// What may be wrong with how the channels are listened to: secrets, queries, hashtags, money.
import { queryFault } from '../../connectors/index.ts'
import type { Config } from '../config.ts'
import type { Finding } from './doctor.ts'

type Words = { readonly en: string; readonly ar: string }
const advice = (name: string, says: Words, fix: Words): Finding => ({ name, level: 'advice', says, fix })

/** Account set, secret not: what the platform delivers is refused. */
const secrets = [
  ['WhatsApp', 'WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_APP_SECRET'],
  ['Instagram', 'INSTAGRAM_ACCOUNT_ID', 'INSTAGRAM_APP_SECRET'],
  ['X', 'X_ACCOUNT_ID', 'X_CONSUMER_SECRET'],
] as const

const withoutSecret = ({ channels }: Config): readonly Finding[] =>
  secrets
    .filter(([, account, secret]) => channels[account] !== undefined && channels[secret] === undefined)
    .map(([name, , secret]) =>
      advice(
        `${name} webhook`,
        {
          en: 'answers 503: without a secret no signature can be checked',
          ar: 'يردّ بالرمز 503: لا يمكن التحقق من التوقيع دون سر',
        },
        { en: `Set ${secret}.`, ar: `اضبط ${secret}.` },
      ),
    )

const query = ({ channels }: Config): readonly Finding[] => {
  const { X_SEARCH_QUERY: text, X_QUERY_LENGTH: length = '512' } = channels
  const fault = text === undefined ? null : queryFault(text, Number(length))
  if (fault === null) return []
  return [
    advice(
      'X_SEARCH_QUERY',
      { en: `${fault}: X would refuse it`, ar: 'سترفض X صيغة البحث هذه' },
      { en: 'Correct it, or list words in X_SEARCH_TERMS.', ar: 'صحّحها، أو اكتب الكلمات في X_SEARCH_TERMS.' },
    ),
  ]
}

const stream = ({ channels }: Config): readonly Finding[] => {
  const { X_STREAM, X_SEARCH_TERMS, X_SEARCH_QUERY, X_BEARER_TOKEN } = channels
  if (X_STREAM !== 'on' || ((X_SEARCH_TERMS ?? X_SEARCH_QUERY) !== undefined && X_BEARER_TOKEN !== undefined)) return []
  return [
    advice(
      'X_STREAM',
      {
        en: 'is on and has nothing to listen for, or no bearer token',
        ar: 'مفعّل دون كلمات يستمع إليها أو دون رمز القراءة',
      },
      { en: 'Set X_SEARCH_TERMS and X_BEARER_TOKEN.', ar: 'اضبط X_SEARCH_TERMS وX_BEARER_TOKEN.' },
    ),
  ]
}

const most = 30
const hashtags = ({ channels }: Config): readonly Finding[] => {
  const count = (channels.INSTAGRAM_HASHTAGS ?? '').split(/[,،]/).filter((tag) => tag.trim() !== '').length
  if (count <= most) return []
  return [
    advice(
      'INSTAGRAM_HASHTAGS',
      {
        en: `${count} hashtags; Instagram answers ${most} different ones in 7 days`,
        ar: `عدد الوسوم ${count}، وإنستغرام يجيب عن ${most} مختلفة كل 7 أيام`,
      },
      { en: 'Keep the most useful ones; the rest wait.', ar: 'أبقِ الأنفع؛ والباقي ينتظر.' },
    ),
  ]
}

const money = ({ channels }: Config): readonly Finding[] => {
  if (channels.X_BEARER_TOKEN === undefined || channels.X_MONTHLY_BUDGET !== undefined) return []
  return [
    advice(
      'X_MONTHLY_BUDGET',
      { en: 'what X costs is counted and has no cap', ar: 'تكلفة X محسوبة دون سقف' },
      { en: 'Set a sum in US dollars a month.', ar: 'اضبط مبلغًا بالدولار الأمريكي في الشهر.' },
    ),
  ]
}

export const checkListening = (config: Config): readonly Finding[] =>
  [withoutSecret, query, stream, hashtags, money].flatMap((check) => check(config))
