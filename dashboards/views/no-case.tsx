// The lane "no case": greetings, adverts and general questions wait here; a person can make a case of one by a key.
import { useQueryClient } from '@tanstack/react-query'
import Plus from 'lucide-react/icons/plus'
import { useMemo, useRef, useState } from 'react'
import type { PostWire } from '../../src/http/contract.ts'
import { api } from '../api.ts'
import { useWords } from '../i18n.tsx'
import { notify } from '../notices.ts'
import { Empty } from '../parts/empty.tsx'
import { Failure, notifyFailure } from '../parts/failure.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { Attachments } from '../parts/media.tsx'
import { PostLine } from '../parts/post-line.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { WordsOf } from '../parts/words-of.tsx'
import { useLane } from '../queries.ts'
import { navigate } from '../router.tsx'
import { useMay } from '../session.ts'
import { useShortcuts } from '../shortcuts.ts'
import { useFreshen } from '../use-freshen.ts'
import { useListKeys } from '../use-list-keys.ts'
import './no-case/no-case.css'

const LanePost = ({ post, onMake }: { post: PostWire; onMake: ((post: PostWire) => void) | undefined }) => {
  const { t, code } = useWords()
  return (
    <li className="lane-post" data-post={post.id} tabIndex={-1}>
      <div className="lane-said">
        <div className="lane-line">
          <PostLine post={post} />
          {post.reportKind !== null && (
            <span className="chip">{code(`report.${post.reportKind}`, 'report.other')}</span>
          )}
        </div>
        <WordsOf text={post.text} lang={post.language} />
        <Attachments post={post} />
      </div>
      {onMake !== undefined && (
        <button type="button" className="button button-small" onClick={() => onMake(post)}>
          <Plus aria-hidden /> {t('lane.make')} <kbd aria-hidden>C</kbd>
        </button>
      )}
    </li>
  )
}

/** Focus moves to the neighbour before the row goes, so that the next key has somewhere to land. */
const focusNeighbour = (list: HTMLElement | null, id: string) => {
  const row = list?.querySelector<HTMLElement>(`[data-post="${CSS.escape(id)}"]`)
  const next = row?.nextElementSibling ?? row?.previousElementSibling
  const place = next ?? document.querySelector('main h1')
  if (place instanceof HTMLElement) place.focus()
}

const useMakeCase = (list: { readonly current: HTMLElement | null }) => {
  const words = useWords()
  const client = useQueryClient()
  const [made, setMade] = useState<ReadonlySet<string>>(new Set())
  const make = async (post: PostWire) => {
    focusNeighbour(list.current, post.id)
    setMade((before) => new Set(before).add(post.id))
    try {
      const opened = await api.makeCase(post.id)
      const run = () => navigate(`/cases/${opened.id}`)
      const text = words.t('lane.made', { reference: opened.reference })
      notify({ text, tone: 'done', action: { label: words.t('lane.open'), run } })
      await Promise.all(['lane', 'overview', 'cases'].map((key) => client.invalidateQueries({ queryKey: [key] })))
    } catch (error) {
      setMade((before) => new Set([...before].filter((id) => id !== post.id)))
      notifyFailure(error, words)
    }
  }
  return { made, make }
}

export const NoCase = () => {
  const { t } = useWords()
  const may = useMay('case.open')
  const list = useRef<HTMLUListElement>(null)
  const lane = useLane()
  const { made, make } = useMakeCase(list)
  useFreshen((message) => (message.postId === null ? [] : [['lane'], ['overview']]))
  useListKeys(list, '.lane-post')
  const posts = useMemo(() => {
    const all = lane.data?.pages.flatMap((page) => page.items) ?? []
    return all.filter((post) => !made.has(post.id))
  }, [lane.data, made])
  useShortcuts({
    KeyC: () => {
      const id = document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset.post
      const post = posts.find((one) => one.id === id)
      if (may && post !== undefined) make(post)
    },
  })
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.noCase')}</h1>
        <p className="quiet">{t('lane.what')}</p>
      </header>
      {lane.isPending && <Skeleton />}
      {lane.isError && posts.length === 0 && <Failure error={lane.error} retry={() => lane.refetch()} />}
      {lane.isSuccess && posts.length === 0 && (
        <Empty title={t('lane.none')}>
          <p>{t('lane.noneWhy')}</p>
        </Empty>
      )}
      {posts.length > 0 && (
        <ul className="lane card" ref={list} aria-label={t('nav.noCase')}>
          {posts.map((post) => (
            <LanePost key={post.id} post={post} onMake={may ? make : undefined} />
          ))}
        </ul>
      )}
      <LoadMore query={lane} />
    </>
  )
}
