// What replies can and cannot do with this configuration, and what of them waits for a person.
import type { Config } from '../config.ts'
import { policyOf } from '../replies/index.ts'
import type { Store } from '../store/index.ts'
import { unknownDeliveries } from '../store/views/replies.ts'
import type { Finding } from './doctor.ts'

export const checkReplies = ({ publicUrl, drafts }: Pick<Config, 'publicUrl' | 'drafts'>): readonly Finding[] => [
  publicUrl === null
    ? {
        name: 'status links',
        level: 'advice',
        says: { en: 'replies carry no link to the public page', ar: 'لا تحمل الردود رابط صفحة الحالة' },
        fix: { en: 'Set SADA_PUBLIC_URL=https://…', ar: 'اضبط SADA_PUBLIC_URL=https://…' },
      }
    : { name: 'status links', level: 'ok', says: { en: `begin with ${publicUrl}/p/`, ar: `تبدأ بـ ${publicUrl}/p/` } },
  drafts === null
    ? { name: 'drafts', level: 'ok', says: { en: 'are off', ar: 'المسودات غير مفعّلة' } }
    : {
        name: 'drafts',
        level: 'ok',
        says: {
          en: `masked words of reports go to ${new URL(drafts.url).host}`,
          ar: `تُرسل نصوص البلاغات بعد حجب البيانات الشخصية إلى ${new URL(drafts.url).host}`,
        },
      },
]

export const checkOutbox = async (store: Store): Promise<readonly Finding[]> => {
  const { stopped } = await policyOf(store.read)
  const unknown = (await unknownDeliveries(store, 1000)).length
  return [
    ...(stopped
      ? [
          {
            name: 'replies',
            level: 'advice' as const,
            says: { en: 'are stopped by the switch', ar: 'موقوفة بمفتاح الإيقاف' },
            fix: { en: 'A supervisor lets them go under Replies.', ar: 'يستأنفها المشرف من صفحة الردود.' },
          },
        ]
      : []),
    ...(unknown > 0
      ? [
          {
            name: 'unknown outcomes',
            level: 'advice' as const,
            says: { en: `${unknown} deliveries wait for a person’s word`, ar: `${unknown} إرسالًا ينتظر قرار موظف` },
            fix: { en: 'Decide them under Replies.', ar: 'قرّر فيها من صفحة الردود.' },
          },
        ]
      : []),
  ]
}
