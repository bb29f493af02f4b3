// Exports as phones write them, shortened; the people and words in them are invented.
export const LRM = '\u200e'
export const RLM = '\u200f'
const LRE = '\u202a'
const PDF = '\u202c'
const NBSP = '\u00a0'
const NNBSP = '\u202f'

const lines = (...all: readonly string[]): string => all.join('\n')

export const androidEnglish = lines(
  '12/05/2026, 21:05 - Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them. Tap to learn more.',
  '12/05/2026, 21:05 - Fahad created group "Block 7: neighbours"',
  '12/05/2026, 21:06 - Fahad: Water has been off since noon',
  'block 7, street 12',
  '',
  '12/05/2026 is when it began',
  '13/05/2026, 09:00 - +965 5000 1234: <Media omitted>',
  '13/05/2026, 09:01 - Public Works: We are on it',
  '13/05/2026, 09:02 - +965 5000 1234: IMG-20260513-WA0001.jpg (file attached)',
  'the broken pipe',
  '13/05/2026, 09:03 - Mona: location: https://maps.google.com/?q=29.3375,48.0281',
  '13/05/2026, 09:04 - Mona: thank you <This message was edited>',
  '13/05/2026, 09:05 - Mona: This message was deleted',
  '13/05/2026, 09:06 - Mona left',
)

export const androidArabic = lines(
  '١٢/٥/٢٠٢٦، ٩:٠٥ م - الرسائل والمكالمات مشفرة تمامًا بين الطرفين، بحيث لا يستطيع أحد خارج هذه الدردشة، ولا حتى شركة واتساب نفسها، قراءتها أو الاستماع إليها.',
  '١٢/٥/٢٠٢٦، ٩:٠٥ م - فهد: الكهرباء مقطوعة من العصر قطعة ٧',
  '١٣/٥/٢٠٢٦، ١٢:١٠ ص - فهد: <تم استبعاد الوسائط>',
  '١٣/٥/٢٠٢٦، ١٢:٣٠ م - منى: تم حذف هذه الرسالة',
)

export const iosArabic = lines(
  `[${RLM}1${RLM}/9${RLM}/2026، 8:00:00${NBSP}ص] حي ٣: ${RLM}الرسائل والمكالمات مشفرة تمامًا بين الطرفين.`,
  `${RLM}[${RLM}21${RLM}/9${RLM}/2026، 9:47:45${NBSP}م] ${LRE}+965 5000 0001${PDF}: حفرة بالشارع`,
  'قدام المسجد',
  `${RLM}[${RLM}21${RLM}/9${RLM}/2026، 9:48:01${NBSP}م] ${LRE}+965 5000 0001${PDF}: ${RLM}لم يتم إدراج الصورة`,
  `[${RLM}21${RLM}/9${RLM}/2026، 10:30:00${NBSP}م] ${LRE}+965 5000 0002${PDF}: ${RLM}انضم ${LRE}+965 5000 0002${PDF} باستخدام رابط المجموعة`,
  `[${RLM}22${RLM}/9${RLM}/2026، 12:05:00${NBSP}ص] بدر: خطة الطريق.pdf • ${RLM}22 صفحة ${RLM}لم يتم إدراج المستند`,
)

export const iosEnglish = lines(
  `[3/27/26, 9:41:35${NNBSP}PM] Fahad: ${LRM}Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read or listen to them.`,
  `[3/27/26, 9:41:36${NNBSP}PM] Fahad: The street light is out`,
  `${LRM}[3/27/26, 9:42:00${NNBSP}PM] Fahad: see the corner ${LRM}<attached: 00000035-PHOTO-2026-03-27-21-42-00.jpg>`,
  `${LRM}[3/27/26, 9:43:00${NNBSP}PM] Fahad: plan.pdf • ${LRM}2 pages ${LRM}<attached: 00000036-plan.pdf>`,
  `[3/27/26, 9:44:00${NNBSP}PM] Fahad: ${LRM}Missed voice call, ${LRM}Tap to call back`,
  `[3/27/26, 12:00:00${NNBSP}AM] Fahad: ${LRM}You deleted this message.`,
)
