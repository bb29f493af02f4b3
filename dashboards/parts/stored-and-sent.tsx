// What the room one is in keeps and sends.
import { useWords } from '../i18n.tsx'
import { type Route, useRoute } from '../router.tsx'

/** Rooms that only look keep the same. */
const looking = 'looking'
const kinds = {
  'work-list': looking,
  map: looking,
  trends: looking,
  report: looking,
  alerts: looking,
  lab: looking,
  case: 'case',
  review: 'review',
  'no-case': 'case',
  replies: 'replies',
  channels: 'channels',
  people: 'people',
  account: 'people',
  house: 'rules',
  audit: 'privacy',
  privacy: 'privacy',
} as const

const kindOf = (name: Route['name']) => (name in kinds ? kinds[name as keyof typeof kinds] : 'browser')

export const StoredAndSent = () => {
  const { t } = useWords()
  const kind = kindOf(useRoute().name)
  return (
    <section>
      <h3>{t('notice.title')}</h3>
      <p>
        <strong>{t('notice.stored')}</strong> {t(`notice.${kind}.stored`)}
      </p>
      <p>
        <strong>{t('notice.sent')}</strong> {t(`notice.${kind}.sent`)}
      </p>
      <p className="quiet">{t('notice.everywhere')}</p>
    </section>
  )
}
