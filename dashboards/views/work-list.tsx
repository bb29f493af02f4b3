// The work list: cases by what is about to be lost, live, without moving under the hand.
import { useQueryClient } from '@tanstack/react-query'
import ArrowUp from 'lucide-react/icons/arrow-up'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { CaseWire } from '../../src/http/contract.ts'
import { useWords } from '../i18n.tsx'
import { announce } from '../notices.ts'
import { Empty } from '../parts/empty.tsx'
import { Failure } from '../parts/failure.tsx'
import { LoadMore } from '../parts/load-more.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { useCases } from '../queries.ts'
import { useQuery } from '../router.tsx'
import { useMay } from '../session.ts'
import { useShortcuts } from '../shortcuts.ts'
import { useFreshen } from '../use-freshen.ts'
import { useListKeys } from '../use-list-keys.ts'
import { CaseRows } from './work-list/case-rows.tsx'
import { choose } from './work-list/choose.ts'
import { ChosenBar } from './work-list/chosen-bar.tsx'
import { FilterBar } from './work-list/filter-bar.tsx'
import { countChosen, type Filters, readFilters, toQuery } from './work-list/filters.ts'
import { useFreshCases } from './work-list/freshen-cases.ts'
import { OverviewStrip } from './work-list/overview-strip.tsx'
import { SavedViews } from './work-list/saved-views.tsx'
import { useChosen } from './work-list/use-chosen.ts'
import { useEntered, useEntering } from './work-list/use-entering.ts'
import { useHeldList } from './work-list/use-held-list.ts'
import { WelcomeCard } from './work-list/welcome-card.tsx'
import './work-list/work-list.css'

const nothing: readonly CaseWire[] = []
const distinct = (cases: readonly CaseWire[]) => [...new Map(cases.map((one) => [one.id, one])).values()]

const NothingHere = ({ filters }: { filters: Filters }) => {
  const { t } = useWords()
  const filtered = countChosen(filters) > 0 || filters.q !== ''
  if (!filtered)
    return (
      <Empty title={t('cases.none')}>
        <p>{t('cases.noneWhy')}</p>
        <p>
          <code dir="ltr">npx sada import FILE --as chat-export</code>
        </p>
        <button type="button" className="button" onClick={() => choose(filters, { status: 'all' })}>
          {t('cases.showAll')}
        </button>
      </Empty>
    )
  const all = { q: '', status: 'all', kind: '', agency: '', topic: '', area: '', channel: '', owner: '' }
  return (
    <Empty title={t('cases.noMatch')}>
      <p>{t('cases.noMatchWhy')}</p>
      <button type="button" className="button" onClick={() => choose(filters, all)}>
        {t('cases.showAll')}
      </button>
    </Empty>
  )
}

const List = ({ filters, going }: { filters: Filters; going: ReturnType<typeof useEntering> }) => {
  const { t } = useWords()
  const list = useRef<HTMLUListElement>(null)
  const client = useQueryClient()
  const query = useMemo(() => toQuery(filters), [filters])
  const cases = useCases(query)
  const found = useMemo(
    () => (cases.data === undefined ? nothing : distinct(cases.data.pages.flatMap((page) => page.items))),
    [cases.data],
  )
  const { rows, fresh, stale, letGo } = useHeldList(JSON.stringify(query), found, list)
  useListKeys(list, '.row-link')
  useEntered(going, cases.isPending ? null : filters.q, list)
  useFreshCases(query)
  useFreshen((message) => (message.caseId === null || message.kind === 'presence' ? [] : [['overview']]))
  const may = useMay('case.assign')
  const selection = useChosen()
  useShortcuts(
    {
      KeyX: () => {
        const id = document.activeElement?.closest<HTMLElement>('[data-case]')?.dataset.case
        if (id !== undefined) selection.toggle(id)
      },
      'Shift+KeyX': () => selection.choose(rows.map(({ id }) => id)),
      Escape: selection.clear,
    },
    may,
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = cases
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])
  useEffect(() => {
    if (fresh > 0) announce(t('cases.fresh', { count: fresh }))
  }, [fresh, t])
  const show = () => {
    flushSync(letGo)
    window.scrollTo(0, 0)
    list.current?.querySelector<HTMLElement>('.row-link')?.focus()
  }
  if (cases.isPending) return <Skeleton rows={8} />
  if (cases.isError && rows.length === 0)
    return <Failure error={cases.error} retry={() => client.invalidateQueries({ queryKey: ['cases'] })} />
  if (rows.length === 0) return <NothingHere filters={filters} />
  return (
    <>
      {stale && (
        <button type="button" className="fresh" onClick={show}>
          <ArrowUp aria-hidden /> {fresh > 0 ? t('cases.fresh', { count: fresh }) : t('cases.moved')}
        </button>
      )}
      <CaseRows
        rows={rows}
        list={list}
        chosen={selection.chosen}
        onToggle={may ? selection.toggle : undefined}
        onNearEnd={onNearEnd}
      />
      {selection.chosen.size > 0 && (
        <ChosenBar
          cases={rows.filter(({ id }) => selection.chosen.has(id))}
          onChange={selection.change}
          onClear={selection.clear}
        />
      )}
      <LoadMore query={cases} />
    </>
  )
}

export const WorkList = () => {
  const { t } = useWords()
  const params = useQuery()
  const filters = useMemo(() => readFilters(params), [params])
  const going = useEntering()
  return (
    <>
      <h1 className="unseen" tabIndex={-1}>
        {t('nav.cases')}
      </h1>
      <WelcomeCard />
      <OverviewStrip />
      <FilterBar filters={filters} onEnter={going.enter} />
      <SavedViews filters={filters} />
      <List filters={filters} going={going} />
    </>
  )
}
