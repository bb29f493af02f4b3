// What each command keeps and what it sends, said by `sada COMMAND --help` in both languages.
import type { CommandName } from './commands.ts'

type Words = { readonly en: string; readonly ar: string }
export type Notice = { readonly keeps: Words; readonly sends: Words }

const nothing: Words = { en: 'nothing', ar: 'لا شيء' }
const namedFiles: Words = { en: 'only the files you name', ar: 'ما تسميه من ملفات فقط' }
const entry: Words = { en: 'an entry in the audit log', ar: 'قيد في سجل الاطلاع' }
const posts: Words = {
  en: 'posts as received, people’s identifiers sealed; who looked and changed, and when',
  ar: 'المنشورات كما وردت ومعرّفات الأشخاص مختومة، ومن اطّلع وغيّر ومتى',
}
const toChannels: Words = {
  en: 'answers to the channels on which people wrote, what the channels are asked, and masked words to the services the environment names',
  ar: 'الردود إلى القنوات التي كتب منها الناس، وما يُطلب من القنوات، ونصوصًا محجوبة إلى الخدمات المسماة في الإعداد',
}
const toStdout = (what: Words): Words => ({
  en: `nothing over a network; ${what.en} on stdout`,
  ar: `لا شيء عبر الشبكة؛ ${what.ar} إلى المخرج القياسي`,
})
const masked = toStdout({ en: 'masked text', ar: 'نص محجوب' })
const readable = toStdout({ en: 'READABLE personal data', ar: 'بيانات شخصية مقروءة' })
const plain = toStdout({ en: 'a report', ar: 'تقرير' })
const alone: Notice = { keeps: namedFiles, sends: nothing }

export const notices: Readonly<Record<CommandName, Notice>> = {
  serve: { keeps: posts, sends: toChannels },
  work: { keeps: posts, sends: toChannels },
  move: {
    keeps: { en: 'the whole store, in the PostgreSQL you name', ar: 'المخزن كاملًا في قاعدة PostgreSQL التي تسميها' },
    sends: { en: 'the store to that database', ar: 'المخزن إلى تلك القاعدة' },
  },
  demo: {
    keeps: { en: 'a temporary store, gone at the end', ar: 'مخزنًا مؤقتًا يزول عند الإنهاء' },
    sends: nothing,
  },
  import: { keeps: posts, sends: nothing },
  export: { keeps: entry, sends: masked },
  backup: {
    keeps: {
      en: 'a copy of the store (sealed where there is a key) and its sums',
      ar: 'نسخة من المخزن (مختومة إن وُجد مفتاح) وبصماتها',
    },
    sends: nothing,
  },
  restore: {
    keeps: { en: 'the store, the one of before, and a report', ar: 'المخزن، والمخزن السابق، وتقريرًا' },
    sends: nothing,
  },
  erase: {
    keeps: { en: 'a keyed hash of who was erased, and when', ar: 'بصمة مفتاحية لمن حُذف، ووقت الحذف' },
    sends: nothing,
  },
  subject: { keeps: entry, sends: readable },
  retain: { keeps: entry, sends: nothing },
  audit: { keeps: entry, sends: masked },
  keys: { keeps: { en: 'identifiers sealed anew', ar: 'المعرّفات مختومة من جديد' }, sends: nothing },
  requeue: { keeps: posts, sends: nothing },
  config: { keeps: nothing, sends: plain },
  doctor: {
    keeps: nothing,
    sends: {
      en: 'a question to the running server and to the identity provider, where they are set',
      ar: 'سؤالًا إلى الخادم العامل ومزود الهوية إن ضُبطا',
    },
  },
  token: { keeps: { en: 'a hash of the token', ar: 'بصمة الرمز' }, sends: plain },
  reply: {
    keeps: { en: 'the plan, sealed; its text and outcome', ar: 'الخطة مختومة، ونص الرد ونتيجته' },
    sends: { en: 'with `send`: the text, to each person on his channel', ar: 'عند send: النص إلى كل شخص على قناته' },
  },
  cluster: alone,
  similarity: alone,
  inspect: { keeps: nothing, sends: readable },
  simulate: {
    keeps: nothing,
    sends: { en: 'what you say there, to your own Sada', ar: 'ما تقوله فيه إلى «صدى» لديك' },
  },
  train: alone,
  evaluate: { keeps: nothing, sends: plain },
  explain: { keeps: nothing, sends: plain },
}

export const noticeOf = (name: CommandName): string => {
  const { keeps, sends } = notices[name]
  return [
    `Keeps: ${keeps.en}. Sends: ${sends.en}. No telemetry.`,
    `يُحفظ: ${keeps.ar}. يُرسل: ${sends.ar}. بلا أي إحصاءات استخدام.`,
  ].join('\n')
}
