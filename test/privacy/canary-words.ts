// What is planted in every path to be found in none, and the eye that would find it.
/** As people write them, and as they are when spelt plainly. */
export const canaries: Readonly<Record<string, readonly string[]>> = {
  phone: ['50001234', '+965 5000 1234', '٥٠٠٠١٢٣٤', '۵۰۰۰۱۲۳۴', '5000-1234', '96550001234', '0096550001234'],
  civil: ['290010112345', '٢٩٠٠١٠١١٢٣٤٥', '۲۹۰۰۱۰۱۱۲۳۴۵'],
  plate: ['12/34567', 'لوحة ١٢-٣٤٥٦٧'],
  mail: ['abu.fahad@example.com'],
}
export const secretWords = {
  name: 'عبدالرحمن المزروعي',
  number: '96555557777',
  handle: 'q8_mazroui_55',
  token: 'tok-9f8e7d6c5b4a39281706',
}
export const told = Object.values(canaries).flat()
/** The digits themselves, whatever stands between them. */
const cores = ['50001234', '٥٠٠٠١٢٣٤', '۵۰۰۰۱۲۳۴', '290010112345', '٢٩٠٠١٠١١٢٣٤٥', '۲۹۰۰۱۰۱۱۲۳۴۵', '34567', '٣٤٥٦٧']
const squeezed = (text: string) => text.replace(/[\s.\-/]/g, '')
export const found = (text: string): readonly string[] => [
  ...[...told, ...Object.values(secretWords)].filter((word) => text.includes(word)),
  ...cores.filter((core) => squeezed(text).includes(core)),
]

/** One post that says them all. */
export const words = told.map((word, i) => `حفرة كبيرة في السالمية قطعة 4 ${i} ${word}`).join('\n')
