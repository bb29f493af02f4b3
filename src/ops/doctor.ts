// What may be wrong with an installation, each with its fix in both languages.
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Store } from '../store/index.ts'
import { hasUsers } from '../store/users.ts'
import { newestEventAt, setAside } from '../store/views/stats.ts'
import { filesAllowed, mostConnections, wantedConnections } from './files-allowed.ts'

type Words = { readonly en: string; readonly ar: string }
export type Finding = {
  readonly name: string
  readonly level: 'ok' | 'advice' | 'fault'
  readonly says: Words
  readonly fix?: Words
}

const finding =
  (level: Finding['level']) =>
  (name: string, says: Words, fix?: Words): Finding => ({ name, level, says, ...(fix === undefined ? {} : { fix }) })
export const ok = finding('ok')
export const advice = finding('advice')
export const fault = finding('fault')

export const checkNode = (version = process.versions.node): Finding =>
  Number(version.split('.')[0]) >= 24
    ? ok('node', { en: `Node ${version}`, ar: `إصدار Node ${version}` })
    : fault(
        'node',
        { en: `Node ${version} is too old`, ar: `إصدار Node ${version} قديم` },
        { en: 'Run `npm ci`, then use `npx sada`.', ar: 'نفّذ npm ci ثم استعمل npx sada.' },
      )

const gigabyte = 1024 ** 3

export const checkDisk = ({ dataDir }: Config): Finding => {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK)
    const { bavail, bsize } = statfsSync(dataDir)
    const free = (bavail * bsize) / gigabyte
    const says = {
      en: `${free.toFixed(1)} GB free in ${dataDir}`,
      ar: `المساحة الحرة ${free.toFixed(1)} غيغابايت في ${dataDir}`,
    }
    return free >= 1
      ? ok('disk', says)
      : advice('disk', says, { en: 'Free at least 1 GB.', ar: 'أفرغ غيغابايت واحدًا على الأقل.' })
  } catch {
    return fault(
      'disk',
      { en: `${dataDir} cannot be written`, ar: `لا يمكن الكتابة في ${dataDir}` },
      {
        en: 'Give this account the folder, or name another in SADA_DATA_DIR.',
        ar: 'امنح هذا الحساب المجلد أو حدد غيره في SADA_DATA_DIR.',
      },
    )
  }
}

export const checkFiles = (allowed = filesAllowed()): Finding =>
  mostConnections(allowed) === wantedConnections
    ? ok('descriptors', { en: 'enough for every connection', ar: 'تكفي جميع الاتصالات' })
    : advice(
        'descriptors',
        {
          en: `the system allows ${allowed}: ${mostConnections(allowed)} connections at once`,
          ar: `يسمح النظام بعدد ${allowed} من الملفات المفتوحة: ${mostConnections(allowed)} من الاتصالات في آن واحد`,
        },
        {
          en: 'Raise it to 16384 (LimitNOFILE= in the unit, --ulimit nofile= for a container).',
          ar: 'ارفعه إلى 16384 ‏(LimitNOFILE= في الوحدة، أو ‎--ulimit nofile=‎ للحاوية).',
        },
      )

export const checkZone = (): Finding => {
  try {
    new Intl.DateTimeFormat('ar-KW', { timeZone: 'Asia/Kuwait' }).format(0)
    return ok('time zone', { en: 'Asia/Kuwait is known', ar: 'المنطقة الزمنية Asia/Kuwait معروفة' })
  } catch {
    return fault(
      'time zone',
      { en: 'this Node does not know Asia/Kuwait', ar: 'هذا الإصدار لا يعرف توقيت الكويت' },
      { en: 'Use the Node that `npm ci` installs.', ar: 'استعمل إصدار Node الذي يثبته npm ci.' },
    )
  }
}

export const checkDashboard = (folder: string): Finding =>
  existsSync(join(folder, 'index.html'))
    ? ok('dashboard', { en: 'built', ar: 'لوحة المتابعة مبنية' })
    : advice(
        'dashboard',
        { en: 'not built yet', ar: 'لوحة المتابعة غير مبنية' },
        { en: 'Run `npm run build`.', ar: 'نفّذ npm run build.' },
      )

const loopback = /^(127\.|localhost$|::1$)/

export const checkExposure = ({ host, publicUrl, adminToken }: Config): readonly Finding[] => [
  loopback.test(host) || publicUrl?.startsWith('https:')
    ? ok('address', { en: `listens on ${host}`, ar: `يستمع على ${host}` })
    : advice(
        'address',
        { en: `${host} is reachable by others over plain http`, ar: `العنوان ${host} متاح للآخرين دون تشفير` },
        {
          en: 'Put a proxy with TLS before it and set SADA_PUBLIC_URL=https://…',
          ar: 'ضع أمامه خادمًا وسيطًا بتشفير TLS واضبط SADA_PUBLIC_URL=https://…',
        },
      ),
  ...(adminToken !== null && adminToken.length < 24
    ? [
        advice(
          'SADA_ADMIN_TOKEN',
          { en: 'is short enough to be guessed', ar: 'قصير يمكن تخمينه' },
          { en: 'Use 24 or more random characters.', ar: 'استعمل 24 رمزًا عشوائيًا أو أكثر.' },
        ),
      ]
    : []),
]

const needs = {
  WhatsApp: ['WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN', 'WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID'],
  Instagram: ['INSTAGRAM_APP_SECRET', 'INSTAGRAM_VERIFY_TOKEN', 'INSTAGRAM_ACCESS_TOKEN', 'INSTAGRAM_ACCOUNT_ID'],
  X: ['X_CONSUMER_SECRET', 'X_BEARER_TOKEN', 'X_ACCOUNT_ID'],
} as const

export const checkChannels = ({ channels }: Config): readonly Finding[] =>
  Object.entries(needs).map(([name, variables]) => {
    const missing = variables.filter((variable) => channels[variable] === undefined)
    if (missing.length === 0) return ok(name, { en: 'configured', ar: 'مضبوط' })
    const list = missing.join(', ')
    return missing.length === variables.length
      ? advice(
          name,
          { en: 'not connected; its webhook answers 503', ar: 'غير موصول، ويردّ الويب هوك بالرمز 503' },
          { en: `Set ${list}.`, ar: `اضبط ${list}.` },
        )
      : advice(
          name,
          { en: `partly configured`, ar: 'ضبطه غير مكتمل' },
          { en: `Set ${list} too.`, ar: `اضبط أيضًا ${list}.` },
        )
  })

export const checkStore = async (store: Store, now: number): Promise<readonly Finding[]> => {
  const findings: Finding[] = [ok('store', { en: `${store.engine} answers`, ar: `المخزن ${store.engine} يعمل` })]
  if (!(await hasUsers(store.read)))
    findings.push(
      advice(
        'accounts',
        { en: 'nobody can sign in yet', ar: 'لا يوجد حساب بعد' },
        { en: 'Open the set-up link that `sada serve` prints.', ar: 'افتح رابط الإعداد الذي يطبعه sada serve.' },
      ),
    )
  const newest = await newestEventAt(store)
  if (newest !== null && newest > now + 120_000)
    findings.push(
      fault(
        'clock',
        { en: 'this clock is behind the store’s newest event', ar: 'ساعة هذا الجهاز متأخرة عن آخر حدث في المخزن' },
        { en: 'Set the clock (NTP).', ar: 'اضبط الساعة (NTP).' },
      ),
    )
  const waiting = await setAside(store)
  if (waiting > 0)
    findings.push(
      advice(
        'quarantine',
        { en: `${waiting} signed deliveries could not be read`, ar: `${waiting} رسالة موقّعة تعذرت قراءتها` },
        {
          en: 'Update Sada, then run `sada requeue`; they are kept.',
          ar: 'حدّث «صدى» ثم نفّذ sada requeue؛ فهي محفوظة.',
        },
      ),
    )
  return findings
}
