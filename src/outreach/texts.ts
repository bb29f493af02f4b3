// The machine's own sentences, in both languages.
import type { CaseStatus } from '../model.ts'
import type { Texts } from '../replies/index.ts'

export const isThisIt: Texts = {
  ar: 'هل هذه هي مشكلتك؟ أجب بنعم أو لا.',
  en: 'Is this your problem? Answer yes or no.',
}

export const yesNo = (language: string, key: string) =>
  language === 'ar'
    ? [
        { id: `yes:${key}`, title: 'نعم' },
        { id: `no:${key}`, title: 'لا' },
      ]
    : [
        { id: `yes:${key}`, title: 'Yes' },
        { id: `no:${key}`, title: 'No' },
      ]

const working: Texts = {
  ar: 'بلاغك قيد المتابعة لدى الجهة المختصة.',
  en: 'Your report is with the authority in charge.',
}

export const statusTexts: Readonly<Record<CaseStatus, Texts>> = {
  open: working,
  'in-progress': { ar: 'يجري العمل على بلاغك الآن.', en: 'Work on your report is under way.' },
  answered: { ar: 'سبق الرد على هذا البلاغ:', en: 'This report was answered:' },
  solved: { ar: 'عُولجت المشكلة التي أبلغت عنها.', en: 'The problem you reported has been solved.' },
  closed: {
    ar: 'أُغلق هذا البلاغ. إن بقيت المشكلة فأخبرنا هنا.',
    en: 'This report is closed. If the problem remains, tell us here.',
  },
  received: { ar: 'وصل اقتراحك وسيُدرس.', en: 'Your suggestion was received and will be studied.' },
  'under-study': { ar: 'اقتراحك قيد الدراسة.', en: 'Your suggestion is being studied.' },
  adopted: { ar: 'اعتُمد اقتراحك. شكرًا لك.', en: 'Your suggestion was adopted. Thank you.' },
  declined: { ar: 'دُرس اقتراحك ولم يُعتمد.', en: 'Your suggestion was studied and not adopted.' },
  told: { ar: 'سبق إبلاغك بنتيجة اقتراحك:', en: 'You were told the outcome of your suggestion:' },
  merged: working,
}

/** The answer that stands is repeated where the status speaks of it. */
export const statusOf = (status: CaseStatus, answer: string | null): Texts => {
  const texts = statusTexts[status]
  if (answer === null || (status !== 'answered' && status !== 'told')) return texts
  return { ar: `${texts.ar}\n${answer}`, en: `${texts.en}\n${answer}` }
}

const channels: Readonly<Record<string, { readonly ar: string; readonly en: string }>> = {
  whatsapp: { ar: 'واتساب', en: 'WhatsApp' },
  instagram: { ar: 'إنستغرام', en: 'Instagram' },
  x: { ar: 'إكس', en: 'X' },
}

export const linkTexts = (code: string, other: string): Texts => {
  const name = channels[other] ?? { ar: other, en: other }
  return {
    ar: `إن كان لك أيضًا حساب كتب إلينا على ${name.ar}، وأردت ردًّا واحدًا على حسابيك، فأرسل من هناك الرمز ${code} خلال ٢٤ ساعة. وإن لم يكن لك فتجاهل هذه الرسالة.`,
    en: `If an account that wrote to us on ${name.en} is yours too and you want one answer for both, send the code ${code} from there within 24 hours. If it is not yours, ignore this message.`,
  }
}
