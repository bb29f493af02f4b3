// What to do about a refused request, in Arabic. The rooms below say it in English; language is chosen here.
const sentences: Readonly<Record<string, string>> = {
  'Name other cases.': 'اذكر قضايا أخرى.',
  'Name the cases to fold into this one.': 'اذكر القضايا التي تُدمج في هذه القضية.',
  'Leave at least one.': 'أبقِ منشورًا واحدًا على الأقل.',
  'Choose the posts to take out.': 'اختر المنشورات التي تُفصل.',
  'Choose posts of the case.': 'اختر منشورات من هذه القضية.',
  'Choose another.': 'اختر غيره.',
  'Give an owner or an agency.': 'اذكر مسؤولًا أو جهة.',
  'Write the note.': 'اكتب الملاحظة.',
  'Write the answer': 'اكتب الرد.',
  'See its reasons': 'انظر أسباب التعذّر في الخطة.',
  'Plan one for everyone': 'خطّط ردًا للجميع أولًا.',
  'Take an id from `users` of /api/v1/reference.': 'خذ معرّفًا من `users` في /api/v1/reference.',
  'Take an id from `agencies` of /api/v1/reference.': 'خذ معرّفًا من `agencies` في /api/v1/reference.',
  'Choose a merge, a split, a verdict, an assignment, a status or a place.':
    'اختر دمجًا أو فصلًا أو حكمًا أو إسنادًا أو حالة أو إضافة منشور.',
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
