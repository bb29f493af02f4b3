// An address that names no screen.
import { useWords } from '../i18n.tsx'
import { Empty } from '../parts/empty.tsx'
import { Link } from '../router.tsx'

export const NotFound = () => {
  const { t } = useWords()
  return (
    <>
      <h1 className="unseen" tabIndex={-1}>
        {t('notFound')}
      </h1>
      <Empty title={t('notFound')}>
        <p>{t('notFound.why')}</p>
        <Link href="/" className="button">
          {t('nav.cases')}
        </Link>
      </Empty>
    </>
  )
}
