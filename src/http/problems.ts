// Every way a request can fail: a stable code, its status, and what to say in both languages.
export type Words = { readonly ar: string; readonly en: string }
type Entry = Words & { readonly status: ProblemStatus; readonly fix?: Words }
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503

const words = (status: ProblemStatus, en: string, ar: string, fix?: readonly [en: string, ar: string]): Entry => ({
  status,
  en,
  ar,
  ...(fix === undefined ? {} : { fix: { en: fix[0], ar: fix[1] } }),
})

const comeAgain = ['Wait as long as `Retry-After` says.', 'انتظر المدة المذكورة في Retry-After.'] as const

export const problems = {
  'invalid-request': words(400, 'The request is not valid.', 'الطلب غير صالح.'),
  'invalid-json': words(400, 'The body is not JSON.', 'نص الطلب ليس JSON.', [
    'Send a JSON body encoded in UTF-8.',
    'أرسل نصًا بصيغة JSON وترميز UTF-8.',
  ]),
  'invalid-cursor': words(400, 'The cursor is not one of ours.', 'مؤشر الصفحة ليس من عندنا.', [
    'Use the `next` of the page before, with the same filters.',
    'استعمل قيمة next من الصفحة السابقة مع عوامل التصفية نفسها.',
  ]),
  'not-signed-in': words(401, 'Sign in first.', 'سجّل الدخول أولًا.', [
    'Sign in, or send `Authorization: Bearer TOKEN`.',
    'سجّل الدخول أو أرسل ترويسة Authorization: Bearer TOKEN.',
  ]),
  'code-needed': words(401, 'Enter the code of your second factor.', 'أدخل رمز التحقق الثاني.', [
    'Open your authenticator app, or use a recovery code.',
    'افتح تطبيق المصادقة أو استعمل أحد رموز الاسترداد.',
  ]),
  'wrong-code': words(401, 'The code is wrong or was used already.', 'الرمز غير صحيح أو سبق استعماله.', [
    'Wait for the next code; check that the telephone’s clock is right.',
    'انتظر الرمز التالي، وتأكد من ضبط ساعة الهاتف.',
  ]),
  'wrong-password': words(401, 'The name or the password is wrong.', 'الاسم أو كلمة المرور غير صحيحة.'),
  'bad-signature': words(401, 'The signature does not match the body.', 'التوقيع لا يطابق نص الطلب.', [
    'Check the app secret in the environment.',
    'تحقق من سر التطبيق في متغيرات البيئة.',
  ]),
  'handshake-refused': words(403, 'The verify token does not match.', 'رمز التحقق غير مطابق.', [
    'Enter the same verify token at the platform and in the environment.',
    'أدخل رمز التحقق نفسه لدى المنصة وفي متغيرات البيئة.',
  ]),
  'not-connected': words(409, 'This channel is not connected.', 'هذه القناة غير مربوطة.', [
    'Set its variables in the environment; `sada doctor` names them.',
    'اضبط متغيراتها في البيئة؛ يسميها الأمر sada doctor.',
  ]),
  'not-allowed': words(403, 'Your role does not allow this.', 'دورك لا يسمح بهذا الإجراء.', [
    'Ask someone whose role allows it.',
    'اطلب ذلك ممن يسمح له دوره.',
  ]),
  'other-agency': words(403, 'This belongs to another agency.', 'هذا من اختصاص جهة أخرى.', [
    'Ask that agency, or someone who works for all of them.',
    'اطلب ذلك من تلك الجهة أو ممن يعمل لجميع الجهات.',
  ]),
  'second-factor-missing': words(403, 'Your role needs a second factor.', 'دورك يتطلب تحققًا ثانيًا.', [
    'Set it up in your account, then go on.',
    'فعّله من صفحة حسابك ثم تابع.',
  ]),
  'second-factor-needed': words(
    403,
    'Your role may not be without a second factor.',
    'لا يُسمح لدورك بإيقاف التحقق الثاني.',
    ['Ask an admin to reset it if the telephone is lost.', 'إن فُقد الهاتف فاطلب من المشرف العام إعادة ضبطه.'],
  ),
  'people-only': words(422, 'A token has no account of this kind.', 'رمز البرامج ليس له حساب من هذا النوع.', [
    'Sign in as a person.',
    'سجّل الدخول بحساب شخص.',
  ]),
  'provider-refused': words(403, 'The identity provider did not let you in.', 'لم يسمح مزود الهوية بالدخول.', [
    'Start again from the sign-in page.',
    'ابدأ من جديد من صفحة تسجيل الدخول.',
  ]),
  'provider-no-role': words(
    403,
    'Your account at the identity provider has no role here.',
    'ليس لحسابك لدى مزود الهوية دور هنا.',
    ['Ask whoever keeps the groups at the identity provider.', 'اطلب ذلك من المسؤول عن المجموعات لدى مزود الهوية.'],
  ),
  'foreign-origin': words(403, 'The request came from another site.', 'جاء الطلب من موقع آخر.', [
    'Open the dashboard at its own address.',
    'افتح لوحة المتابعة من عنوانها.',
  ]),
  'link-used': words(403, 'This link was used or has expired.', 'استُعمل هذا الرابط أو انتهت صلاحيته.', [
    'Restart `sada serve` to print a new set-up link.',
    'أعد تشغيل sada serve ليطبع رابط إعداد جديدًا.',
  ]),
  'not-found': words(404, 'There is nothing here.', 'لا شيء هنا.'),
  'method-not-allowed': words(405, 'This address does not take that method.', 'هذا العنوان لا يقبل هذه الطريقة.'),
  conflict: words(409, 'The state has changed meanwhile.', 'تغيّرت الحالة في هذه الأثناء.', [
    'Look at `current` and decide again.',
    'انظر الحالة الحالية ثم قرّر من جديد.',
  ]),
  'version-conflict': words(409, 'Somebody changed the case meanwhile.', 'غيّر شخص آخر هذه القضية قبلك.', [
    'Look at `current` and repeat with its version.',
    'انظر الحالة الحالية وأعد المحاولة برقم نسختها.',
  ]),
  'key-in-use': words(
    409,
    'The first request with this key is still running.',
    'الطلب الأول بهذا المفتاح لم ينته بعد.',
    ['Repeat a moment later with the same key.', 'أعد المحاولة بعد لحظات بالمفتاح نفسه.'],
  ),
  'key-reused': words(422, 'This Idempotency-Key was used for another request.', 'استُعمل هذا المفتاح لطلب آخر.', [
    'Use a new key for a new request.',
    'استعمل مفتاحًا جديدًا لكل طلب جديد.',
  ]),
  'already-set-up': words(409, 'The first account exists already.', 'الحساب الأول موجود من قبل.', [
    'Sign in with it.',
    'سجّل الدخول به.',
  ]),
  'too-large': words(413, 'The body is too large.', 'حجم الطلب كبير جدًا.', [
    'Send at most 3 MB; split what is larger.',
    'أرسل 3 ميغابايت على الأكثر، وجزّئ ما زاد.',
  ]),
  'not-json-type': words(415, 'The body must be JSON.', 'يجب أن يكون نص الطلب JSON.', [
    'Send `Content-Type: application/json`.',
    'أرسل الترويسة Content-Type: application/json.',
  ]),
  'invalid-input': words(422, 'This cannot be done as asked.', 'لا يمكن تنفيذ الطلب كما هو.'),
  'common-password': words(
    422,
    'This password is one of the first that are guessed.',
    'كلمة المرور هذه من أول ما يُخمَّن.',
    [
      'Use four unrelated words, or a sentence that only you know.',
      'استعمل أربع كلمات لا رابط بينها أو جملة لا يعرفها غيرك.',
    ],
  ),
  'reveals-stopped': words(
    429,
    'You have revealed too many people within an hour.',
    'كشفتَ هوية عدد كبير من الأشخاص خلال ساعة.',
    ['Ask another supervisor to lift this stop.', 'اطلب من مشرف آخر رفع هذا الإيقاف.'],
  ),
  'own-stop': words(403, 'Nobody lifts his own stop.', 'لا يرفع أحد الإيقاف عن نفسه.', [
    'Ask another supervisor.',
    'اطلب ذلك من مشرف آخر.',
  ]),
  locked: words(429, 'Too many tries.', 'محاولات كثيرة جدًا.', comeAgain),
  'too-many': words(429, 'Too many requests.', 'طلبات كثيرة جدًا.', comeAgain),
  internal: words(500, 'Something failed on our side.', 'حدث خطأ في الخادم.', [
    'Repeat; if it stays, tell the operator the requestId.',
    'أعد المحاولة، فإن تكرر الخطأ فأبلغ المشغّل برقم الطلب.',
  ]),
  'no-secret': words(503, 'This channel has no secret configured.', 'لم يُضبط سر هذه القناة.', [
    'Set the channel’s secret in the environment; `sada doctor` names it.',
    'اضبط سر القناة في متغيرات البيئة؛ ويذكره الأمر sada doctor.',
  ]),
  'provider-away': words(503, 'The identity provider does not answer.', 'مزود الهوية لا يستجيب.', [
    'Try again shortly, or sign in with a password.',
    'أعد المحاولة بعد قليل أو سجّل الدخول بكلمة المرور.',
  ]),
  'drafts-off': words(503, 'No drafting service is configured.', 'لا توجد خدمة مسودات مضبوطة.', [
    'Set SADA_DRAFTS_URL and SADA_DRAFTS_MODEL, or write the answer yourself.',
    'اضبط SADA_DRAFTS_URL وSADA_DRAFTS_MODEL، أو اكتب الرد بنفسك.',
  ]),
  busy: words(503, 'The store cannot take this now.', 'لا يستطيع المخزن قبول هذا الآن.', [
    'Repeat in a few seconds.',
    'أعد المحاولة بعد ثوانٍ.',
  ]),
} as const satisfies Record<string, Entry>
export type ProblemCode = keyof typeof problems

/** A failure with its problem chosen; the domain's own errors are translated in `failure.ts`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ProblemCode
  readonly more: ProblemMore
  constructor(code: ProblemCode, more: ProblemMore = {}) {
    super(problems[code].en)
    this.code = code
    this.more = more
  }
}
export type ProblemMore = {
  readonly detail?: string
  readonly field?: string
  readonly words?: Words
  readonly fix?: Words
  readonly current?: unknown
  readonly retryAfterSeconds?: number
}
