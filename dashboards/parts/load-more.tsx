// The foot of a long list: fetches the next page as it comes into view, and can be pressed.
import { useEffect, useRef } from 'react'
import { useWords } from '../i18n.tsx'

type Pages = {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
}

export const LoadMore = ({ query }: { query: Pages }) => {
  const { t } = useWords()
  const foot = useRef<HTMLButtonElement>(null)
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  useEffect(() => {
    if (foot.current === null || !hasNextPage || isFetchingNextPage) return
    const watcher = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && fetchNextPage(), {
      rootMargin: '600px',
    })
    watcher.observe(foot.current)
    return () => watcher.disconnect()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  if (!hasNextPage) return null
  return (
    <button ref={foot} type="button" className="button load-more" onClick={() => fetchNextPage()}>
      {t(isFetchingNextPage ? 'loading' : 'loadMore')}
    </button>
  )
}
