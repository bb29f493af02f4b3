// Every command, what it does in both languages, and how it is called.
type Entry = { readonly usage: string; readonly en: string; readonly ar: string }

export const commands = {
  serve: {
    usage: 'sada serve [--port 8787] [--host 127.0.0.1] [--web-only]',
    en: 'API, webhooks and dashboard on the store; --web-only leaves the work to `sada work`',
    ar: 'الواجهة البرمجية والويب هوك ولوحة المتابعة على المخزن؛ ومع ‎--web-only يُترك العمل للأمر sada work',
  },
  work: {
    usage: 'sada work',
    en: 'on PostgreSQL: decisions, deliveries, files and scheduled runs, beside any number of others',
    ar: 'على PostgreSQL: القرارات والإرسال والملفات والمهام المجدولة، إلى جانب أي عدد من أمثاله',
  },
  move: {
    usage: 'sada move --from sqlite:PATH --to postgres://…',
    en: 'copies a whole store to PostgreSQL and proves it table by table; goes on where it was cut off',
    ar: 'ينقل المخزن كاملًا إلى PostgreSQL ويثبت تطابقه جدولًا جدولًا، ويتابع من حيث انقطع',
  },
  demo: {
    usage: 'sada demo [--port 8787]',
    en: 'the same on a temporary store, with a sample world flowing in',
    ar: 'مثلها على مخزن مؤقت مع بيانات تجريبية تتدفق',
  },
  import: {
    usage:
      'sada import FILE… --as chat-export|jsonl|csv [--account NAME] [--self NAME…] [--tz Asia/Kuwait] [--order dmy|mdy|ymd]',
    en: 'posts from files; the same file twice changes nothing',
    ar: 'منشورات من ملفات؛ وتكرار الملف لا يغيّر شيئًا',
  },
  export: {
    usage: 'sada export cases|posts|replies|verdicts [--format jsonl|csv]',
    en: 'everything of a kind on stdout, personal data masked',
    ar: 'إخراج كل ما في المخزن من نوع واحد، والبيانات الشخصية محجوبة',
  },
  backup: {
    usage: 'sada backup FILE [--seal]',
    en: 'a checked copy of the store, taken while it runs; sealed with SADA_BACKUP_KEY or the secret',
    ar: 'نسخة متحقَّق منها من المخزن أثناء عمله، وتُختم بالمفتاح SADA_BACKUP_KEY أو بالسر عند الطلب',
  },
  restore: {
    usage: 'sada restore FILE [--drill]',
    en: 'a backup becomes the store again (the present one is set aside); --drill only tries it and reports',
    ar: 'يعيد نسخة احتياطية مخزنًا ويحتفظ بالحالي جانبًا؛ ومع ‎--drill يجرّبها فقط ويقدّم تقريرًا',
  },
  erase: {
    usage: 'sada erase --channel CHANNEL --author ID | --case CASE [--dry-run]',
    en: 'a person, or what was said in a case, for good; counts stay',
    ar: 'حذف بيانات شخص، أو ما قيل في قضية، نهائيًا مع بقاء الأعداد',
  },
  subject: {
    usage: 'sada subject export --channel CHANNEL --author ID',
    en: 'everything held on a person, as JSON',
    ar: 'كل ما هو محفوظ عن شخص، بصيغة JSON',
  },
  retain: {
    usage: 'sada retain [--dry-run]',
    en: 'makes anonymous what has been kept long enough (SADA_RETENTION), as the server does nightly',
    ar: 'يُخفي هوية ما انتهت مدة حفظه (SADA_RETENTION) كما يفعل الخادم كل ليلة',
  },
  audit: {
    usage: 'sada audit verify | export [--format jsonl|csv]',
    en: 'whether the log of who saw and did what is whole; the log itself',
    ar: 'يتحقق من سلامة سجل الاطلاع والتصرف، أو يُخرجه',
  },
  keys: {
    usage: 'sada keys show | rotate',
    en: 'which secret seals people’s identifiers; seals them anew under another',
    ar: 'السر الذي تُختم به معرّفات الأشخاص، وإعادة ختمها بسر جديد',
  },
  requeue: {
    usage: 'sada requeue [--channel whatsapp|instagram|x|generic]',
    en: 'reads again what was set aside unread, as after an upgrade',
    ar: 'يقرأ من جديد ما حُفظ جانبًا دون قراءة، كما بعد التحديث',
  },
  config: {
    usage: 'sada config',
    en: 'every variable of the environment and what it is for, as a page',
    ar: 'كل متغيرات البيئة والغرض منها، في صفحة واحدة',
  },
  doctor: {
    usage: 'sada doctor',
    en: 'checks this installation and says how to mend it',
    ar: 'يفحص التثبيت ويذكر علاج كل خلل',
  },
  token: {
    usage:
      'sada token create --role viewer|agent|analyst|supervisor|admin [--name NAME] [--days 365] [--rights R,…] [--agencies ID,…] | list | revoke ID',
    en: 'tokens for programs, each shown once when it is made',
    ar: 'رموز دخول للبرامج، يُعرض كل منها مرة واحدة عند إنشائه',
  },
  reply: {
    usage:
      'sada reply plan CASE [--text TEXT] [--en TEXT] [--to everyone|late|wrong] [--public-post] · sada reply send PLAN',
    en: 'who would get an answer and how; then exactly that plan is sent',
    ar: 'من يصله الرد وكيف؛ ثم تُرسل الخطة نفسها كما عُرضت',
  },
  cluster: {
    usage: 'sada cluster --in POSTS.jsonl --out CASES.jsonl [--mode strict|balanced]',
    en: 'the matcher alone, without a store',
    ar: 'المطابقة وحدها بلا مخزن',
  },
  similarity: {
    usage: 'sada similarity --in PAIRS.jsonl --out SCORES.jsonl',
    en: 'how alike pairs of texts are in meaning',
    ar: 'مدى تشابه أزواج من النصوص في المعنى',
  },
  inspect: {
    usage: 'sada inspect whatsapp|instagram|x|chat-export FILE',
    en: 'what a connector understands of a file, as JSON',
    ar: 'ما يفهمه الموصّل من ملف، بصيغة JSON',
  },
  simulate: {
    usage: 'sada simulate [--port 8790]',
    en: 'a local server that plays WhatsApp, X and Instagram',
    ar: 'خادم محلي يحاكي واتساب وإكس وإنستغرام',
  },
  train: {
    usage: 'sada train --gold FILE… [--beside FILE…] [--verdicts FILE --posts FILE] [--out weights.json]',
    en: 'fits the match weights to labelled worlds',
    ar: 'يضبط أوزان المطابقة على بيانات موسومة',
  },
  evaluate: {
    usage: 'sada evaluate --gold FILE… [--beside FILE…] [--leave-one-out] [--ablate] [--errors N] [--json]',
    en: 'measures the matcher on labelled worlds',
    ar: 'يقيس جودة المطابقة على بيانات موسومة',
  },
  explain: {
    usage: 'sada explain ID ID --in POSTS.jsonl',
    en: 'why the matcher decided as it did',
    ar: 'يشرح سبب قرار المطابقة',
  },
} as const satisfies Record<string, Entry>
export type CommandName = keyof typeof commands

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)

export const usage = (): string => {
  const entries: readonly Entry[] = Object.values(commands)
  return [
    'Sada (صدى): one incident, one case, one answer. صدى: حادثة واحدة، قضية واحدة، ردّ واحد.',
    '',
    ...entries.map(({ usage: call, en, ar }) => `  ${call}\n      ${en}\n      ${ar}`),
  ].join('\n')
}
