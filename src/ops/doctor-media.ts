// What may be wrong with the reading of files, each with its fix in both languages.
import type { Config } from '../config.ts'
import { ocrData } from '../media/index.ts'
import type { Finding } from './doctor.ts'

const words = (ocr: boolean, installed: boolean): Finding => {
  const name = 'words in pictures'
  if (!ocr)
    return {
      name,
      level: 'ok',
      says: { en: 'are not read (SADA_OCR is off)', ar: 'لا تُقرأ الكلمات في الصور (SADA_OCR غير مفعّل)' },
    }
  if (installed)
    return {
      name,
      level: 'ok',
      says: { en: 'are read here, in Arabic and English', ar: 'تُقرأ هنا بالعربية والإنجليزية' },
    }
  return {
    name,
    level: 'advice',
    says: { en: 'cannot be read: tesseract.js is not installed', ar: 'لا يمكن قراءتها: tesseract.js غير مثبّت' },
    fix: {
      en: 'Run `npm install --no-save tesseract.js @tesseract.js-data/ara @tesseract.js-data/eng`, or unset SADA_OCR.',
      ar: 'نفّذ npm install --no-save tesseract.js @tesseract.js-data/ara @tesseract.js-data/eng أو احذف SADA_OCR.',
    },
  }
}

const voices = (url: string | null): Finding => ({
  name: 'voices',
  level: 'ok',
  says:
    url === null
      ? {
          en: 'wait for a person to listen (SADA_TRANSCRIPTION_URL is not set)',
          ar: 'تنتظر من يستمع إليها (SADA_TRANSCRIPTION_URL غير مضبوط)',
        }
      : { en: `are written down by ${new URL(url).host}`, ar: `تُفرَّغ نصًا عبر ${new URL(url).host}` },
})

const meaning = (embeddings: Config['embeddings']): Finding => ({
  name: 'meaning',
  level: 'ok',
  says:
    embeddings === null
      ? {
          en: 'is compared on this machine only (SADA_EMBEDDINGS_URL is not set)',
          ar: 'تُقارن المعاني على هذا الجهاز وحده (SADA_EMBEDDINGS_URL غير مضبوط)',
        }
      : {
          en: `is decided on this machine; ${new URL(embeddings.url).host} is sent masked texts of open questions, and its figure is shown beside them`,
          ar: `يُقرَّر على هذا الجهاز؛ وتُرسل نصوص الأسئلة المفتوحة محجوبةً إلى ${new URL(embeddings.url).host} ويُعرض رقمها بجانبها`,
        },
})

export const checkMedia = (
  { ocr, transcription, embeddings }: Pick<Config, 'ocr' | 'transcription' | 'embeddings'>,
  installed = ocrData() !== null,
): readonly Finding[] => [words(ocr, installed), voices(transcription?.url ?? null), meaning(embeddings)]
