// The case's two sides: what people said, and what we do. Keys: X selects, S splits, M merges, R replies, H history.
import { lazy, Suspense, useState } from 'react'
import type { CaseWire } from '../../../src/http/contract.ts'
import type { Audience } from '../../api.ts'
import { focusWhenThere } from '../../focus.ts'
import { useWords } from '../../i18n.tsx'
import { Pick } from '../../parts/pick.tsx'
import { Me, useMay, useMe } from '../../session.ts'
import { useShortcuts } from '../../shortcuts.ts'
import { useCaseActions } from '../../use-case-actions.ts'
import { Bridge } from './bridge.tsx'
import { Facts } from './facts.tsx'
import { Presence, usePresence } from './presence.tsx'
import { SplitBar } from './split-bar.tsx'
import { Thread, type ThreadOrder, threadOrders } from './thread.tsx'
import { WrongAnswers } from './wrong-answers.tsx'

const Composer = lazy(() => import('./composer.tsx').then((part) => ({ default: part.Composer })))
const EditSheet = lazy(() => import('./edit-sheet.tsx').then((part) => ({ default: part.EditSheet })))
const Notes = lazy(() => import('./notes.tsx').then((part) => ({ default: part.Notes })))
const History = lazy(() => import('./history.tsx').then((part) => ({ default: part.History })))
const MergeSheet = lazy(() => import('./merge-sheet.tsx').then((part) => ({ default: part.MergeSheet })))

type Pane = 'thread' | 'reply' | 'notes' | 'history'
const panes: readonly Pane[] = ['thread', 'reply', 'notes', 'history']
const words = { thread: 'case.thread', reply: 'case.reply', notes: 'case.notes', history: 'case.history' } as const

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
  const choose = (posts: readonly string[]) => setChosen(new Set(posts))
  return { chosen, choose, toggle, clear, all, run }
}

const Room = ({ given }: { given: CaseWire }) => {
  const [pane, setPane] = useState<Pane>(() =>
    new URLSearchParams(location.search).get('pane') === 'reply' ? 'reply' : 'thread',
  )
  const [merging, setMerging] = useState(false)
  const [editing, setEditing] = useState(false)
  const [writing, setWriting] = useState(false)
  const [audience, setAudience] = useState<Audience>('everyone')
  const [order, setOrder] = useState<ThreadOrder>('time')
  const { t } = useWords()
  const others = usePresence(given.id, writing || pane === 'reply')
  const mayEdit = useMay('case.edit') && given.status !== 'merged'
  const selection = useSelection(given)
  const mayMerge = useMay('case.merge') && given.status !== 'merged'
  const maySplit = useMay('case.split') && given.status !== 'merged'
  const mayReply = useMay('reply.send')
  const show = (next: Pane) => {
    setPane(next)
    focusWhenThere(next === 'thread' ? '.post' : `[data-pane=${next}]`)
  }
  const correct = () => {
    setAudience('wrong')
    show('reply')
  }
  useShortcuts({
    KeyM: () => mayMerge && setMerging(true),
    KeyS: () => maySplit && selection.run(),
    KeyE: () => mayEdit && setEditing(true),
    KeyN: () => show('notes'),
    KeyR: () => mayReply && show('reply'),
    KeyH: () => show(pane === 'history' ? 'thread' : 'history'),
  })
  return (
    <div className="case-room">
      <div className="case-said">
        <div className="panes">
          <PaneSwitch pane={pane} onPick={setPane} />
          {pane === 'thread' && given.golden.posts > 1 && (
            <Pick
              label={t('thread.order')}
              value={order}
              none="time"
              choices={threadOrders.map((name) => [name, t(`thread.${name}`)])}
              onPick={(value) => setOrder(threadOrders.find((name) => name === value) ?? 'time')}
            />
          )}
          <Presence others={others} />
        </div>
        {pane === 'thread' && maySplit && <Bridge given={given} onChoose={selection.choose} />}
        {pane !== 'reply' && mayReply && <WrongAnswers given={given} onCorrect={correct} />}
        {pane === 'thread' && (
          <Thread
            given={given}
            order={order}
            {...(maySplit ? { chosen: selection.chosen, onToggle: selection.toggle } : {})}
          />
        )}
        <Suspense>
          {pane === 'reply' && <Composer given={given} audience={audience} onAudience={setAudience} />}
          {pane === 'notes' && <Notes given={given} onWriting={setWriting} />}
          {pane === 'history' && <History given={given} />}
        </Suspense>
        {selection.chosen.size > 0 && <SplitBar {...selection} />}
      </div>
      <Facts
        given={given}
        {...(mayMerge ? { onMerge: () => setMerging(true) } : {})}
        {...(mayEdit ? { onEdit: () => setEditing(true) } : {})}
      />
      <Suspense>{editing && <EditSheet given={given} onClose={() => setEditing(false)} />}</Suspense>
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
