// What each variable is for: the configuration page is made of this, and a variable without words does not compile.
import type { VariableName } from '../config.ts'
import type { Words } from './words.ts'

type Entry = Words & { readonly usual?: string; readonly secret?: true }
const secret = true as const

export const reference = {
  SADA_DATABASE_URL: {
    usual: 'sqlite:DATA_DIR/sada.db',
    en: 'the store: `sqlite:PATH` or `postgres://…`',
    ar: 'المخزن',
  },
  SADA_DATA_DIR: {
    usual: './data',
    en: 'folder of everything kept beside the store',
    ar: 'مجلد كل ما يُحفظ بجانب المخزن',
  },
  SADA_PUBLIC_URL: { en: 'where people reach it; `https://…` makes cookies secure', ar: 'العنوان الذي يصل منه الناس' },
  PORT: { usual: '8787', en: 'port to listen on', ar: 'منفذ الاستماع' },
  HOST: { usual: '127.0.0.1', en: 'address to listen on', ar: 'عنوان الاستماع' },
  SADA_ADMIN_TOKEN: { secret, en: 'presets a token with all rights, for automation', ar: 'رمز بكل الصلاحيات للأتمتة' },
  SADA_SECRET_KEY: {
    secret,
    usual: 'DATA_DIR/secret.key',
    en: 'seals who people are; keep it apart from the backups',
    ar: 'السر الذي تُختم به معرّفات الناس',
  },
  SADA_SECRET_KEY_OLD: {
    secret,
    en: 'former secrets, comma between them, while `sada keys rotate` runs',
    ar: 'أسرار سابقة أثناء تبديلها',
  },
  SADA_REQUIRE_STANDBY: {
    usual: 'off',
    en: '`on`: on PostgreSQL nothing starts without a synchronous standby',
    ar: 'لا يبدأ العمل على PostgreSQL دون خادم احتياطي متزامن',
  },
  SADA_REQUIRE_SECOND_FACTOR: {
    en: 'roles that need a second factor: `supervisor,admin`',
    ar: 'الأدوار التي يلزمها عامل ثانٍ',
  },
  SADA_TRUSTED_PROXIES: { en: 'networks whose `X-Forwarded-For` is believed', ar: 'شبكات الوسطاء الموثوقة' },
  SADA_INTERNAL_ORIGINS: {
    en: 'systems in your own network that hooks may call; all others must be public and https',
    ar: 'أنظمة شبكتكم الداخلية المسموح بإبلاغها',
  },
  SADA_OIDC_ISSUER: { en: 'the identity provider', ar: 'مزوّد الهوية' },
  SADA_OIDC_CLIENT_ID: { en: 'this application at the provider', ar: 'معرّف التطبيق لدى المزوّد' },
  SADA_OIDC_CLIENT_SECRET: { secret, en: 'its secret there', ar: 'سر التطبيق لدى المزوّد' },
  SADA_OIDC_NAME: { en: 'what the button says', ar: 'نص الزر' },
  SADA_OIDC_SCOPE: { usual: 'openid profile', en: 'what is asked for', ar: 'النطاق المطلوب' },
  SADA_OIDC_ROLE_CLAIM: { usual: 'groups', en: 'claim that holds the groups', ar: 'الحقل الذي فيه المجموعات' },
  SADA_OIDC_ROLES: { en: '`group=role,…`', ar: 'ربط المجموعات بالأدوار' },
  SADA_OIDC_AGENCY_CLAIM: { en: 'claim that holds a person’s agencies', ar: 'الحقل الذي فيه جهات الشخص' },
  SADA_BACKUPS: { usual: 'hourly', en: '`hourly`, `daily` or `off` (SQLite)', ar: 'موعد النسخ الاحتياطي' },
  SADA_BACKUP_DIR: {
    usual: 'DATA_DIR/backups',
    en: 'where they go; better on another disk',
    ar: 'مجلد النسخ، والأفضل قرص آخر',
  },
  SADA_BACKUP_KEY: { secret, en: 'seals every backup', ar: 'مفتاح ختم النسخ' },
  SADA_BACKUP_KEEP: { usual: 'hours=6,days=7,weeks=4', en: 'how many stay', ar: 'عدد ما يُحفظ منها' },
  SADA_MAIL_COMMAND: {
    en: 'a program that takes a mail, like `/usr/sbin/sendmail -t -i`: people may have their alerts by mail once a day',
    ar: 'برنامج يرسل البريد لملخص التنبيهات اليومي',
  },
  SADA_MAIL_FROM: { usual: 'sada@localhost', en: 'whose mails they are', ar: 'مرسل البريد' },
  SADA_ERASURE_LEDGER: {
    usual: 'DATA_DIR/erasures.jsonl',
    en: 'who was erased, outside the store',
    ar: 'سجل الحذف خارج المخزن',
  },
  SADA_RETENTION: { en: 'days by kind: `case=365,no-case=180`', ar: 'مدد الحفظ بالأيام' },
  SADA_REVEALS_PER_HOUR: {
    usual: '30',
    en: 'looks behind the mask before a person is stopped',
    ar: 'حد كشف الهوية في الساعة',
  },
  WHATSAPP_APP_SECRET: {
    secret,
    en: 'verifies deliveries; two with a comma while it changes',
    ar: 'يتحقق من توقيع الرسائل',
  },
  WHATSAPP_VERIFY_TOKEN: { secret, en: 'answers Meta’s handshake', ar: 'رمز المصافحة' },
  WHATSAPP_ACCESS_TOKEN: { secret, en: 'sends and fetches', ar: 'رمز الإرسال والجلب' },
  WHATSAPP_PHONE_NUMBER_ID: { en: 'the ministry’s number (several with commas)', ar: 'معرّف رقم الوزارة' },
  WHATSAPP_BUSINESS_ACCOUNT_ID: { en: 'whose templates are read', ar: 'حساب القوالب' },
  INSTAGRAM_APP_SECRET: { secret, en: 'verifies deliveries', ar: 'يتحقق من التوقيع' },
  INSTAGRAM_VERIFY_TOKEN: { secret, en: 'answers Meta’s handshake', ar: 'رمز المصافحة' },
  INSTAGRAM_ACCESS_TOKEN: { secret, en: 'sends and fetches', ar: 'رمز الإرسال والجلب' },
  INSTAGRAM_ACCOUNT_ID: { en: 'the ministry’s account', ar: 'حساب الوزارة' },
  INSTAGRAM_HASHTAGS: { en: 'hashtags to look at', ar: 'وسوم تُتابع' },
  GRAPH_API_URL: { usual: 'https://graph.facebook.com', en: 'Meta’s API, or a simulator', ar: 'واجهة ميتا أو المحاكي' },
  GRAPH_API_VERSION: { en: 'its version, like `v23.0`', ar: 'إصدارها' },
  X_API_URL: { usual: 'https://api.x.com', en: 'X’s API, or a simulator', ar: 'واجهة إكس أو المحاكي' },
  X_BEARER_TOKEN: { secret, en: 'the app’s own, to read', ar: 'رمز القراءة' },
  X_CONSUMER_KEY: { secret, en: 'the app’s key', ar: 'مفتاح التطبيق' },
  X_CONSUMER_SECRET: { secret, en: 'the app’s secret; verifies deliveries', ar: 'سر التطبيق ويتحقق من التوقيع' },
  X_ACCESS_TOKEN: { secret, en: 'the account’s own, to write', ar: 'رمز الحساب للكتابة' },
  X_ACCESS_SECRET: { secret, en: 'belongs to it', ar: 'سر رمز الحساب' },
  X_ACCOUNT_ID: { en: 'the ministry’s account', ar: 'حساب الوزارة' },
  X_SEARCH_QUERY: { en: 'recent search beside the mentions', ar: 'بحث إضافي' },
  X_SEARCH_TERMS: { en: 'words and phrases to listen for', ar: 'كلمات يُستمع لها' },
  X_QUERY_LENGTH: { usual: '512', en: 'longest query of the plan', ar: 'أطول استعلام في الخطة' },
  X_STREAM: { usual: 'off', en: '`on`: hears the terms as they are posted', ar: 'البث المباشر' },
  X_CLIENT_ID: { en: 'OAuth 2 app', ar: 'تطبيق OAuth 2' },
  X_CLIENT_SECRET: { secret, en: 'its secret', ar: 'سره' },
  X_REFRESH_TOKEN: { secret, en: 'the first one; renewed ones are kept sealed', ar: 'رمز التجديد الأول' },
  X_MONTHLY_BUDGET: { en: 'US dollars a month', ar: 'الميزانية الشهرية بالدولار' },
  X_PRICES: { en: 'other prices: `post-read=0.005,…`', ar: 'أسعار أخرى' },
  GENERIC_WEBHOOK_SECRET: { secret, en: 'verifies deliveries of the generic connector', ar: 'توقيع الموصّل العام' },
  GENERIC_VERIFY_TOKEN: { secret, en: 'answers its handshake', ar: 'رمز مصافحته' },
  SADA_DRAFTS_URL: {
    en: 'an OpenAI-compatible service that drafts answers; texts of a case, masked, are sent there',
    ar: 'خدمة صياغة الردود؛ تُرسل إليها نصوص القضية محجوبة',
  },
  SADA_DRAFTS_MODEL: { en: 'its model', ar: 'النموذج' },
  SADA_DRAFTS_KEY: { secret, en: 'its key', ar: 'مفتاحها' },
  SADA_EMBEDDINGS_URL: {
    en: 'an OpenAI-compatible service of embeddings: a second figure beside the questions of review, which decides nothing; masked texts are sent there',
    ar: 'خدمة متجهات المعنى: رقم إضافي بجانب أسئلة المراجعة لا يقرر شيئًا؛ تُرسل إليها النصوص محجوبة',
  },
  SADA_EMBEDDINGS_MODEL: { usual: 'text-embedding-3-small', en: 'its model', ar: 'النموذج' },
  SADA_EMBEDDINGS_KEY: { secret, en: 'its key', ar: 'مفتاحها' },
  SADA_TRANSCRIPTION_URL: {
    en: 'a service that turns voices to words; voices are sent there',
    ar: 'خدمة تفريغ الصوت؛ تُرسل إليها المقاطع',
  },
  SADA_TRANSCRIPTION_KEY: { secret, en: 'its key', ar: 'مفتاحها' },
  SADA_TRANSCRIPTION_MODEL: { usual: 'whisper-1', en: 'its model', ar: 'النموذج' },
  SADA_LARGEST_DOCUMENT_MB: { usual: '100', en: 'largest paper that is fetched', ar: 'أكبر مستند يُجلب' },
  SADA_OCR: {
    usual: 'off',
    en: '`on`: words in pictures are read on this machine',
    ar: 'قراءة كلمات الصور على هذا الجهاز',
  },
} as const satisfies Record<VariableName, Entry>

const row = ([name, entry]: readonly [string, Entry]): string =>
  `| \`${name}\`${entry.secret ? ' 🔒' : ''} | ${entry.usual === undefined ? '' : `\`${entry.usual}\``} | ${entry.en} | ${entry.ar} |`

export const configurationPage = (): string =>
  [
    '# Configuration · الإعداد',
    'Made by `sada config`; a test compares it. Variables of the environment, checked at the start: every fault is told at once, with its fix, in both languages.',
    'An empty variable is an unset one. 🔒 = a secret: keep it in a file that only the service reads.',
    '',
    '| Variable | Default | What for | الغرض |',
    '|---|---|---|---|',
    ...Object.entries(reference).map(row),
    '',
  ].join('\n')
