// Rows of the work list: only those near the screen are in the page, so that ten thousand scroll like ten; the one that has
// focus always is.
import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { CaseWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { takeLeftRow } from '../../use-list-keys.ts'
import { CaseRow } from './case-row.tsx'

type Props = {
  readonly rows: readonly CaseWire[]
  readonly list: RefObject<HTMLUListElement | null>
  readonly chosen: ReadonlySet<string>
  readonly onToggle: ((id: string) => void) | undefined
  readonly onNearEnd: () => void
}

const firstGuess = 76
/** Rows kept ready on either side: few, for a row is dear and the list draws before the eye gets there. */
const ready = 3
const nearEnd = 30
const middle = (sizes: readonly number[]) => sizes.toSorted((a, b) => a - b)[sizes.length >> 1]

/** The index of the row that has focus, or -1. */
const useFocusedRow = () => {
  const [focused, setFocused] = useState(-1)
  const rowOf = (target: EventTarget) =>
    target instanceof Element ? Number(target.closest<HTMLElement>('[data-index]')?.dataset.index ?? -1) : -1
  return {
    focused,
    handlers: {
      onFocus: (event: { target: EventTarget }) => setFocused(rowOf(event.target)),
      // From row to row it is one step, not a farewell and an arrival.
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setFocused(-1)
      },
    },
  }
}

/** Scrolls back to the row one left from, and gives it focus. */
const useReturn = (rows: readonly CaseWire[], list: Props['list'], scrollTo: (index: number) => void) => {
  const ready = rows.length > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list is there
  useEffect(() => {
    if (!ready) return
    const href = takeLeftRow()
    const index = href === null ? -1 : rows.findIndex(({ id }) => href === `/cases/${id}`)
    if (index < 0) return
    const focus = () => list.current?.querySelector<HTMLElement>(`a[href="${CSS.escape(href!)}"]`)?.focus()
    const goBack = () => {
      // Whoever is somewhere else by now, typing a search, stays there.
      if (document.activeElement?.matches('body, main h1') !== true) return
      scrollTo(index)
      requestAnimationFrame(() => requestAnimationFrame(focus))
    }
    // After the page's own arrival, at its heading or where one wished to be.
    const timer = setTimeout(() => requestAnimationFrame(goBack), 80)
    return () => clearTimeout(timer)
  }, [ready])
}

export const CaseRows = ({ rows, list, chosen, onToggle, onNearEnd }: Props) => {
  const { t } = useWords()
  const [top, setTop] = useState(0)
  const { focused, handlers } = useFocusedRow()
  const [guess, setGuess] = useState(firstGuess)
  const place = useRef<HTMLUListElement | null>(null)
  const withFocused = useCallback(
    (range: Range) => {
      const near = defaultRangeExtractor(range)
      // Its neighbours too: the next key goes there, however far one has scrolled.
      const held = focused < 0 ? [] : [focused - 1, focused, focused + 1].filter((at) => at >= 0 && at < range.count)
      return [...new Set([...near, ...held])].sort((a, b) => a - b)
    },
    [focused],
  )
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => guess,
    overscan: ready,
    scrollMargin: top,
    getItemKey: (index) => rows[index]?.id ?? index,
    rangeExtractor: withFocused,
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  })
  useEffect(() => {
    const measure = () => setTop((place.current?.getBoundingClientRect().top ?? 0) + window.scrollY)
    measure()
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  useReturn(rows, list, (index) => virtual.scrollToIndex(index, { align: 'center' }))
  const items = virtual.getVirtualItems()
  const usual = middle(items.map(({ size }) => size)) ?? firstGuess
  // Most rows to come are as tall as the first ones: a right guess spares drawing each of them twice.
  useEffect(() => setGuess((before) => (before === firstGuess ? usual : before)), [usual])
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - nearEnd) onNearEnd()
  }, [last, rows.length, onNearEnd])
  return (
    <ul
      className="rows card"
      ref={(element) => {
        place.current = element
        list.current = element
      }}
      aria-label={t('nav.cases')}
      style={{ blockSize: virtual.getTotalSize() }}
      {...handlers}
    >
      {items.map(({ index, key, start }) => {
        const one = rows[index]
        if (one === undefined) return null
        return (
          <CaseRow
            key={key}
            given={one}
            index={index}
            count={rows.length}
            offset={start - top}
            measure={virtual.measureElement}
            chosen={chosen.has(one.id)}
            onToggle={onToggle}
          />
        )
      })}
    </ul>
  )
}
