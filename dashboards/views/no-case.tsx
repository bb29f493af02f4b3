// The lane "no case": greetings, adverts and general questions wait here. Keys: C makes a case of one, E an emergency, R makes one and answers
// it, S sets spam aside.
import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { desk } from '../api-desk.ts'
import { useWords } from '../i18n.tsx'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { Pick } from '../parts/pick.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { type Lane, useLane } from '../queries.ts'
import { useMay } from '../session.ts'
import { useShortcuts } from '../shortcuts.ts'
import { useFreshen } from '../use-freshen.ts'
import { useListKeys } from '../use-list-keys.ts'
import { LanePost } from './no-case/lane-post.tsx'
import { useLaneActions } from './no-case/use-lane-actions.ts'
import './no-case/no-case.css'

/** What the machine left here and people made cases of: where it misreads emergencies, somebody must know. */
const Misread = () => {
  const { t } = useWords()
  const { data } = useQuery({ queryKey: ['lane-figures'], queryFn: desk.lane })
  if (data === undefined || data.opened === 0) return null
  const { opened, emergencies } = data
  return (
    <>
      {t('lane.opened', { count: opened })} {emergencies > 0 && <b>{t('lane.misread', { count: emergencies })}</b>}
    </>
  )
}

export const NoCase = () => {
  const { t } = useWords()
  const may = useMay('case.open')
  const [side, setSide] = useState<Lane>('waiting')
  const list = useRef<HTMLUListElement>(null)
  const lane = useLane(side)
  const actions = useLaneActions(list)
  const { gone } = actions
  useFreshen((message) => (message.postId === null ? [] : [['lane'], ['overview']]))
  useListKeys(list, '.lane-post')
  const posts = useMemo(() => {
    const all = lane.data?.pages.flatMap((page) => page.items) ?? []
    return all.filter((post) => !gone.has(`${side} ${post.id}`))
  }, [lane.data, gone, side])
  const focused = () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-post]')?.dataset.post
    return posts.find((one) => one.id === id)
  }
  const onFocused = (act: (post: (typeof posts)[number]) => void) => () => {
    const post = focused()
    if (post !== undefined) act(post)
  }
  useShortcuts(
    {
      KeyC: onFocused((post) => actions.make(post)),
      KeyE: onFocused((post) => actions.make(post, 'emergency')),
      KeyR: onFocused(actions.answer),
      KeyS: onFocused((post) => actions.spam(post, side === 'waiting')),
    },
    may,
  )
  return (
    <>
      <header className="page-head">
        <div>
          <h1 tabIndex={-1}>{t('nav.noCase')}</h1>
          <p className="quiet">
            {t('lane.what')} <Misread />
          </p>
        </div>
        <Pick
          label={t('lane.side')}
          value={side}
          none="waiting"
          choices={[
            ['waiting', t('lane.waiting')],
            ['spam', t('lane.spam')],
          ]}
          onPick={(value) => setSide(value === 'spam' ? 'spam' : 'waiting')}
        />
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
            <LanePost key={post.id} post={post} side={side} actions={may ? actions : null} />
          ))}
        </ul>
      )}
      <LoadMore query={lane} />
    </>
  )
}
