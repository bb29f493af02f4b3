// The case's two sides: what people said, and what we do. Keys: X selects, S splits, M merges, R replies, H history.
import { lazy, Suspense, useState } from 'react'
import type { CaseWire } from '../../../src/http/contract.ts'
import { focusWhenThere } from '../../focus.ts'
import { useWords } from '../../i18n.tsx'
import { Me, useMay, useMe } from '../../session.ts'
import { useShortcuts } from '../../shortcuts.ts'
import { useCaseActions } from '../../use-case-actions.ts'
import { Facts } from './facts.tsx'
import { SplitBar } from './split-bar.tsx'
import { Thread } from './thread.tsx'

const Composer = lazy(() => import('./composer.tsx').then((part) => ({ default: part.Composer })))
const History = lazy(() => import('./history.tsx').then((part) => ({ default: part.History })))
const MergeSheet = lazy(() => import('./merge-sheet.tsx').then((part) => ({ default: part.MergeSheet })))

type Pane = 'thread' | 'reply' | 'history'
const panes: readonly Pane[] = ['thread', 'reply', 'history']
const words = { thread: 'case.thread', reply: 'case.reply', history: 'case.history' } as const

const PaneSwitch = ({ pane, onPick }: { pane: Pane; onPick: (pane: Pane) => void }) => {
  const { t } = useWords()
  const may = useMay('reply.send')
  return (
    <fieldset className="segments no-print" aria-label={t('case.panes')}>
      {panes
        .filter((name) => name !== 'reply' || may)
        .map((name) => (
          <button
            key={name}
            type="button"
            className="segment"
            aria-pressed={pane === name}
            onClick={() => onPick(name)}
          >
            {t(words[name])}
          </button>
        ))}
    </fieldset>
  )
}

const useSelection = (given: CaseWire) => {
  const { split } = useCaseActions()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]))
  const clear = () => setChosen(new Set())
  const all = chosen.size >= given.golden.posts
  const run = async () => {
    if (chosen.size === 0 || all) return
    if ((await split(given, [...chosen])) !== null) clear()
  }
  return { chosen, toggle, clear, all, run }
}

const Room = ({ given }: { given: CaseWire }) => {
  const [pane, setPane] = useState<Pane>('thread')
  const [merging, setMerging] = useState(false)
  const selection = useSelection(given)
  const mayMerge = useMay('case.merge') && given.status !== 'merged'
  const maySplit = useMay('case.split') && given.status !== 'merged'
  const mayReply = useMay('reply.send')
  const show = (next: Pane) => {
    setPane(next)
    focusWhenThere(next === 'thread' ? '.post' : `[data-pane=${next}]`)
  }
  useShortcuts({
    KeyM: () => mayMerge && setMerging(true),
    KeyS: () => maySplit && selection.run(),
    KeyR: () => mayReply && show('reply'),
    KeyH: () => show(pane === 'history' ? 'thread' : 'history'),
  })
  return (
    <div className="case-room">
      <div className="case-said">
        <PaneSwitch pane={pane} onPick={setPane} />
        {pane === 'thread' && (
          <Thread given={given} {...(maySplit ? { chosen: selection.chosen, onToggle: selection.toggle } : {})} />
        )}
        <Suspense>
          {pane === 'reply' && <Composer given={given} />}
          {pane === 'history' && <History given={given} />}
        </Suspense>
        {selection.chosen.size > 0 && <SplitBar {...selection} />}
      </div>
      <Facts given={given} {...(mayMerge ? { onMerge: () => setMerging(true) } : {})} />
      <Suspense>{merging && <MergeSheet into={given} onClose={() => setMerging(false)} />}</Suspense>
    </div>
  )
}

/** Another agency's case is read here and worked on there: nothing is offered that the server would refuse. */
export const CaseRoom = ({ given }: { given: CaseWire }) => {
  const { t } = useWords()
  const me = useMe()
  if (!given.foreign) return <Room given={given} />
  return (
    <Me value={{ ...me, may: ['self', 'read'] }}>
      <p className="banner" role="note">
        {t('case.foreign')}
      </p>
      <Room given={given} />
    </Me>
  )
}
