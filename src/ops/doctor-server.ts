// What the running server says of itself.
import { z } from 'zod'
import { advice, type Finding, fault, ok } from './doctor.ts'

const Ready = z.looseObject({ status: z.string(), deciding: z.string().optional(), writes: z.string().optional() })

const look = { en: 'Look at its log, then restart it.', ar: 'راجع سجله ثم أعد تشغيله.' }

/** `said`: the body of `/readyz`, null where nothing came. */
export const checkServer = (url: string, said: unknown): Finding => {
  const ready = Ready.safeParse(said)
  if (!ready.success) return fault('server', { en: 'is running and does not answer', ar: 'يعمل ولا يجيب' }, look)
  const { status, deciding, writes } = ready.data
  if (status === 'closing') return advice('server', { en: 'is ending', ar: 'في طور الإيقاف' }, look)
  if (status !== 'ready') return fault('server', { en: 'its store does not answer', ar: 'لا يجيبه المخزن' }, look)
  if (writes === 'refused')
    return fault(
      'server',
      { en: 'reads, and its store takes no writes', ar: 'يقرأ، ومخزنه لا يقبل الكتابة' },
      {
        en: 'Free space on the disk of the store and see that this account may write there; it goes on by itself.',
        ar: 'أفرغ مساحة على قرص المخزن وتأكد من حق الكتابة فيه؛ ويواصل العمل من تلقاء نفسه.',
      },
    )
  if (deciding !== undefined && deciding !== 'deciding')
    return advice(
      'server',
      { en: 'receives, and does not decide yet', ar: 'يستقبل ولم يبدأ البتّ بعد' },
      { en: 'Wait a minute after a start; then look at its log.', ar: 'انتظر دقيقة بعد التشغيل، ثم راجع سجله.' },
    )
  return ok('server', { en: `answers at ${url}`, ar: `يعمل على ${url}` })
}
