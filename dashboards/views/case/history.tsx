// Everything that happened to the case, newest first; what can be taken back has a button.
import Undo2 from 'lucide-react/icons/undo-2'
import type { CaseWire, EventWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { useCaseEvents } from '../../queries.ts'
import { useCaseActions } from '../../use-case-actions.ts'
import { Past } from './past.tsx'

const useActor = () => {
  const { t, code } = useWords()
  return ({ kind, name }: EventWire['actor']) => name ?? code(`actor.${kind}`, 'actor.machine') ?? t('actor.machine')
}

const Detail = ({ event }: { event: EventWire }) => {
  const { code } = useWords()
  const { status, to, text } = event.data
  const note = typeof event.data.note === 'string' ? event.data.note : text
  const state = typeof status === 'string' ? status : typeof to === 'string' ? to : null
  return (
    <>
      {event.kind === 'status' && state !== null && <> {code(`status.${state}`, 'status.open')}</>}
      {typeof note === 'string' && note !== '' && (
        <q className="words" dir="auto">
          {note}
        </q>
      )}
    </>
  )
}

const Events = ({ given, events }: { given: CaseWire; events: readonly EventWire[] }) => {
  const { t, code, format } = useWords()
  const actorOf = useActor()
  const { undo } = useCaseActions()
  return (
    <>
      <h2 className="unseen" tabIndex={-1} data-pane="history">
        {t('case.history')}
      </h2>
      <Past given={given} events={events} />
      {events.length === 0 && <p className="quiet">{t('case.noHistory')}</p>}
      <ol className="history">
        {events.map((event) => (
          <li key={event.id} data-event={event.kind}>
            <p>
              <b>{code(`event.${event.kind}`, 'event.other')}</b>
              <Detail event={event} />
              <span className="quiet">
                {' '}
                <bdi>{actorOf(event.actor)}</bdi> · <time dateTime={event.at}>{format.dateTime(event.at)}</time>
              </span>
            </p>
            {event.undoable && (
              <button type="button" className="button button-small" onClick={() => undo(given.id, event)}>
                <Undo2 aria-hidden className="turns" /> {t('undo')}
              </button>
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

export const History = ({ given }: { given: CaseWire }) => {
  const query = useCaseEvents(given.id, true)
  return (
    <Awaited query={query} rows={4}>
      {({ pages }) => (
        <>
          <Events
            given={given}
            events={pages.flatMap((page) => page.items).toSorted((a, b) => b.at.localeCompare(a.at))}
          />
          <LoadMore query={query} />
        </>
      )}
    </Awaited>
  )
}
