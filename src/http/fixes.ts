// What to do about a refused request, in both languages. The rooms below say why in English; language is chosen here.
import type { Words } from './problems.ts'

const sentences: Readonly<Record<string, string>> = {
  'Name other cases.': 'اذكر قضايا أخرى.',
  'Name the cases to fold into this one.': 'اذكر القضايا التي تُدمج في هذه القضية.',
  'Leave at least one.': 'أبقِ منشورًا واحدًا على الأقل.',
  'Choose the posts to take out.': 'اختر المنشورات التي تُفصل.',
  'Choose posts of the case.': 'اختر منشورات من هذه القضية.',
  'Choose another.': 'اختر غيره.',
  'Give an owner or an agency.': 'اذكر مسؤولًا أو جهة.',
  'Name a title, an area, a place or a topic.': 'اذكر عنوانًا أو منطقة أو مكانًا أو موضوعًا.',
  'Take an id from `areas` of /api/v1/reference.': 'خذ معرّفًا من `areas` في /api/v1/reference.',
  'Take an id from `topics` of /api/v1/reference.': 'خذ معرّفًا من `topics` في /api/v1/reference.',
  'Mention people from `users` of /api/v1/reference.': 'اذكر أشخاصًا من `users` في /api/v1/reference.',
  'Ask an agency that does not own the case.': 'اطلب من جهة غير الجهة المسؤولة عن القضية.',
  'Write the note.': 'اكتب الملاحظة.',
  'Name two accounts': 'اذكر حسابين مختلفين.',
  'Name one of the two accounts': 'اذكر أحد الحسابين.',
  'Wait until both have written in private lately': 'انتظر حتى يكتب كلا الحسابين في الخاص حديثًا.',
  'Take it out: everybody can read this': 'احذفها: فالصفحة يقرؤها الجميع.',
  'Write the answer': 'اكتب الرد.',
  'See its reasons': 'انظر أسباب التعذّر في الخطة.',
  'Plan one for everyone': 'خطّط ردًا للجميع أولًا.',
  'Take an id from `users` of /api/v1/reference.': 'خذ معرّفًا من `users` في /api/v1/reference.',
  'Take an id from `agencies` of /api/v1/reference.': 'خذ معرّفًا من `agencies` في /api/v1/reference.',
  'Choose a merge, a split, a verdict, an assignment, a correction, a status or a place.':
    'اختر دمجًا أو فصلًا أو حكمًا أو إسنادًا أو تصحيحًا أو حالة أو إضافة منشور.',
}

/** A choice among ids or states, or a limit: the words before the value are the sentence. */
const beginnings: Readonly<Record<string, string>> = {
  'Choose one of: ': 'اختر إحدى القيم: ',
  'Keep it within ': 'الحد الأعلى لعدد الحروف: ',
}

export const fixInArabic = (field: string, english: string): string => {
  const whole = sentences[english]
  if (whole !== undefined) return whole
  const begun = Object.entries(beginnings).find(([begins]) => english.startsWith(begins))
  if (begun !== undefined) return begun[1] + english.slice(begun[0].length)
  return `صحّح الحقل \`${field}\` ثم أعد المحاولة.`
}

/** Conflicts that a look at `current` does not settle, by the code of the room that found them. */
export const conflicts: Readonly<Record<string, { readonly words: Words; readonly fix: Words }>> = {
  'name-known': {
    words: { en: 'This name was added already.', ar: 'سبقت إضافة هذا الاسم.' },
    fix: { en: 'Take the one that is there back first.', ar: 'تراجع أولًا عن الاسم الموجود.' },
  },
  'names-full': {
    words: { en: 'The list of added names is full.', ar: 'قائمة الأسماء المضافة ممتلئة.' },
    fix: { en: 'Take back names that are not used any more.', ar: 'تراجع عن أسماء لم تعد مستعملة.' },
  },
  'topic-elsewhere': {
    words: { en: 'The topic is with another agency by now.', ar: 'صار الموضوع لدى جهة أخرى.' },
    fix: { en: 'Look at it again, then give it.', ar: 'انظر إليه من جديد، ثم أسنده.' },
  },
  'plan-outdated': {
    words: { en: 'The case has changed since this plan was made.', ar: 'تغيّرت القضية منذ إعداد هذه الخطة.' },
    fix: { en: 'Plan again and confirm the new plan.', ar: 'أعدّ خطة جديدة ثم أكّدها.' },
  },
  'answered-meanwhile': {
    words: { en: 'Another answer went out after this plan was made.', ar: 'صدر رد آخر بعد إعداد هذه الخطة.' },
    fix: { en: 'Read it, then plan again if more must be said.', ar: 'اقرأه، ثم أعدّ خطة جديدة إن بقي ما يُقال.' },
  },
  'hourly-cap': {
    words: { en: 'This reply passes the hourly cap.', ar: 'يتجاوز هذا الرد الحد الأعلى في الساعة.' },
    fix: { en: 'Wait, or ask a supervisor to raise the cap.', ar: 'انتظر، أو اطلب من المشرف رفع الحد.' },
  },
  'replies-stopped': {
    words: { en: 'Replies are stopped.', ar: 'إرسال الردود موقوف.' },
    fix: { en: 'A supervisor can let them go on.', ar: 'يستطيع المشرف استئنافه.' },
  },
  'own-request': {
    words: { en: 'Who asked to send it cannot approve it.', ar: 'لا يعتمد الرد من طلب إرساله.' },
    fix: { en: 'Ask another supervisor.', ar: 'اطلب ذلك من مشرف آخر.' },
  },
  'not-asked': {
    words: { en: 'Nobody has asked to send this plan.', ar: 'لم يطلب أحد إرسال هذه الخطة.' },
    fix: { en: 'Send it first.', ar: 'أرسلها أولًا.' },
  },
  'all-sent': {
    words: { en: 'All of this reply has left already.', ar: 'خرج هذا الرد كله بالفعل.' },
    fix: { en: 'Send a correction instead.', ar: 'أرسل تصحيحًا بدلًا من ذلك.' },
  },
  'not-unknown': {
    words: { en: 'How this delivery ended is known.', ar: 'نتيجة هذا الإرسال معروفة.' },
    fix: { en: 'Nothing is left to decide.', ar: 'لا يلزم قرار.' },
  },
  'not-failed': {
    words: { en: 'This delivery cannot be tried again.', ar: 'لا يمكن إعادة هذا الإرسال.' },
    fix: { en: 'Plan again to find another way.', ar: 'أعدّ خطة جديدة للبحث عن طريق آخر.' },
  },
  'link-stands': {
    words: { en: 'These accounts were asked or linked already.', ar: 'سبق سؤال هذين الحسابين أو ربطهما.' },
    fix: { en: 'End the link first.', ar: 'أنهِ الربط أولًا.' },
  },
  'no-draft': {
    words: { en: 'The drafting service gave no draft.', ar: 'لم تُعطِ خدمة المسودات مسودة.' },
    fix: { en: 'Try again later, or write the answer yourself.', ar: 'حاول لاحقًا، أو اكتب الرد بنفسك.' },
  },
  'depended-on': {
    words: { en: 'Later events stand on this one.', ar: 'تعتمد أحداث لاحقة على هذا الحدث.' },
    fix: { en: 'Undo the events in `current` first.', ar: 'تراجع أولًا عن الأحداث المذكورة في `current`.' },
  },
  undone: {
    words: { en: 'This event has been undone already.', ar: 'سبق التراجع عن هذا الحدث.' },
    fix: { en: 'Nothing is left to do.', ar: 'لا يلزم شيء آخر.' },
  },
  'in-a-case': {
    words: { en: 'This post is in a case.', ar: 'هذا المنشور في قضية.' },
    fix: { en: 'Open the case and split it off.', ar: 'افتح القضية وافصله عنها.' },
  },
  answered: {
    words: { en: 'This question is settled.', ar: 'حُسم هذا السؤال.' },
    fix: { en: 'Undo its verdict to ask again.', ar: 'تراجع عن الحكم ليُطرح السؤال من جديد.' },
  },
}
