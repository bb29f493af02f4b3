// All channels in one thread by time, a line for each new day.
import { useMemo, useRef } from 'react'
import type { CasePostWire, CaseWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { useCasePosts } from '../../queries.ts'
import { useShortcuts } from '../../shortcuts.ts'
import { useListKeys } from '../../use-list-keys.ts'
import { PostCard } from './post-card.tsx'

export const threadOrders = ['time', 'channel', 'person'] as const
export type ThreadOrder = (typeof threadOrders)[number]

/** What stands above the first post of each part. */
const partOf = (order: ThreadOrder, post: CasePostWire, day: (iso: string) => string): string =>
  ({ time: day(post.createdAt), channel: post.channel, person: post.author?.id ?? '' })[order]

type Props = { given: CaseWire; order?: ThreadOrder; chosen?: ReadonlySet<string>; onToggle?: (id: string) => void }
const nobody: ReadonlySet<string> = new Set()

const focusedCard = () => document.activeElement?.closest<HTMLElement>('[data-post]')

export const Thread = ({ given, order = 'time', chosen = nobody, onToggle }: Props) => {
  const { t, code, format } = useWords()
  const list = useRef<HTMLOListElement>(null)
  const query = useCasePosts(given.id)
  const posts = useMemo(() => {
    const all = query.data?.pages.flatMap((page) => page.items) ?? []
    const inTime = all.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    if (order === 'time') return inTime
    const parts = Map.groupBy(inTime, (post) => partOf(order, post, format.day))
    return [...parts.values()].flat()
  }, [query.data, order, format])
  const byId = useMemo(() => new Map(posts.map((post) => [post.id as string, post])), [posts])
  useListKeys(list, '.post')
  useShortcuts({
    KeyX: () => {
      const id = focusedCard()?.dataset.post
      if (id !== undefined) onToggle?.(id)
    },
    KeyI: () => focusedCard()?.querySelector<HTMLElement>('[data-reveal]')?.click(),
  })
  const starts = (post: CasePostWire, index: number) => {
    const before = posts[index - 1]
    return before === undefined || partOf(order, before, format.day) !== partOf(order, post, format.day)
  }
  const headOf = (post: CasePostWire) =>
    order === 'time'
      ? format.day(post.createdAt)
      : order === 'channel'
        ? code(`channel.${post.channel}`, 'channel.generic')
        : (post.author?.name ?? t('post.nobody'))
  return (
    <Awaited query={query} rows={4}>
      {() => (
        <>
          <ol className="thread" ref={list} aria-label={t('case.thread')}>
            {posts.map((post, index) => (
              <li key={post.id}>
                {starts(post, index) && (
                  <h2 className="day">
                    <bdi>{headOf(post)}</bdi>
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
      )}
    </Awaited>
  )
}
