// The shape of what is coming, while it comes.
import { useWords } from '../i18n.tsx'

export const Skeleton = ({ rows = 6 }: { rows?: number }) => {
  const { t } = useWords()
  return (
    <div className="skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <div key={row} className="skeleton-row" />
      ))}
    </div>
  )
}

export const Loading = () => (
  <main className="page">
    <Skeleton />
  </main>
)
