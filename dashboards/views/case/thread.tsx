// All channels in one thread by time, a line for each new day.
import { useMemo, useRef } from 'react'
import type { CasePostWire, CaseWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Failure } from '../../parts/failure.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { Skeleton } from '../../parts/skeleton.tsx'
import { useCasePosts } from '../../queries.ts'
import { useShortcuts } from '../../shortcuts.ts'
import { useListKeys } from '../../use-list-keys.ts'
import { PostCard } from './post-card.tsx'

type Props = { given: CaseWire; chosen?: ReadonlySet<string>; onToggle?: (id: string) => void }
const nobody: ReadonlySet<string> = new Set()

const focusedPost = () => document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset.post

export const Thread = ({ given, chosen = nobody, onToggle }: Props) => {
  const { t, format } = useWords()
  const list = useRef<HTMLOListElement>(null)
  const query = useCasePosts(given.id)
  const posts = useMemo(() => {
    const all = query.data?.pages.flatMap((page) => page.items) ?? []
    return all.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
  }, [query.data])
  const byId = useMemo(() => new Map(posts.map((post) => [post.id as string, post])), [posts])
  useListKeys(list, '.post')
  useShortcuts({
    KeyX: () => {
      const id = focusedPost()
      if (id !== undefined) onToggle?.(id)
    },
  })
  if (query.isPending) return <Skeleton rows={4} />
  if (query.isError && posts.length === 0) return <Failure error={query.error} retry={() => query.refetch()} />
  const startsDay = (post: CasePostWire, index: number) => {
    const before = posts[index - 1]
    return before === undefined || format.day(before.createdAt) !== format.day(post.createdAt)
  }
  return (
    <>
      <ol className="thread" ref={list} aria-label={t('case.thread')}>
        {posts.map((post, index) => (
          <li key={post.id}>
            {startsDay(post, index) && (
              <h2 className="day">
                <span>{format.day(post.createdAt)}</span>
              </h2>
            )}
            <PostCard
              post={post}
              others={byId}
              selected={chosen.has(post.id)}
              {...(onToggle === undefined ? {} : { onToggle })}
            />
          </li>
        ))}
      </ol>
      <LoadMore query={query} />
    </>
  )
}
