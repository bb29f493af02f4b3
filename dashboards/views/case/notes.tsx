// Notes among colleagues: whoever is mentioned is told. Nothing here is ever sent to a citizen.
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import type { CaseWire, ReferenceWire } from '../../../src/http/contract.ts'
import { desk } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { notifyFailure } from '../../parts/failure.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { type Choice, Pick } from '../../parts/pick.tsx'
import { useCaseEvents, useReference } from '../../queries.ts'
import { useMay } from '../../session.ts'

const sendKeys = 'Ctrl ↵'
type Users = ReferenceWire['users']

/** Names may hold spaces: the longest that stands after an @ is meant. */
export const mentionsIn = (text: string, users: Users): readonly string[] =>
  users.filter(({ name }) => text.includes(`@${name}`)).map(({ id }) => id)

const useSave = (given: CaseWire) => {
  const words = useWords()
  const client = useQueryClient()
  return async (text: string, users: Users) => {
    try {
      await desk.note(given.id, text, mentionsIn(text, users))
      await client.invalidateQueries({ queryKey: ['case', given.id, 'events'] })
      notify({ text: words.t('note.saved'), tone: 'done' })
      return true
    } catch (error) {
      notifyFailure(error, words)
      return false
    }
  }
}

const NoteForm = ({ given, onWriting }: { given: CaseWire; onWriting: (writing: boolean) => void }) => {
  const { t } = useWords()
  const { data } = useReference()
  const [text, setText] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)
  const save = useSave(given)
  const users = data?.users ?? []
  const write = (next: string) => {
    setText(next)
    onWriting(next.trim() !== '')
  }
  const mention = (id: string) => {
    const user = users.find((one) => one.id === id)
    if (user === undefined) return
    write(`${text}${text === '' || text.endsWith(' ') ? '' : ' '}@${user.name} `)
    area.current?.focus()
  }
  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() !== '' && (await save(text, users))) write('')
  }
  return (
    <form className="note-form card" onSubmit={send}>
      <textarea
        ref={area}
        className="input"
        dir="auto"
        rows={3}
        maxLength={2000}
        aria-label={t('note.write')}
        placeholder={t('note.write')}
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && send()}
      />
      <div className="actions">
        <button type="submit" className="button button-main button-small" disabled={text.trim() === ''}>
          {t('note.save')} <kbd aria-hidden>{sendKeys}</kbd>
        </button>
        <Pick
          label={t('note.mention')}
          value=""
          choices={[['', t('note.mention')], ...users.map(({ id, name }): Choice => [id, name])]}
          onPick={mention}
        />
      </div>
    </form>
  )
}

export const Notes = ({ given, onWriting }: { given: CaseWire; onWriting: (writing: boolean) => void }) => {
  const { t, format } = useWords()
  const may = useMay('case.note')
  const query = useCaseEvents(given.id, true)
  const notes = (query.data?.pages.flatMap((page) => page.items) ?? []).filter(
    ({ kind, data }) => kind === 'noted' && typeof data.text === 'string',
  )
  return (
    <>
      <h2 className="unseen" tabIndex={-1} data-pane="notes">
        {t('case.notes')}
      </h2>
      {may && <NoteForm given={given} onWriting={onWriting} />}
      {query.isSuccess && notes.length === 0 && <p className="quiet">{t('note.none')}</p>}
      <ol className="history">
        {notes.map(({ id, at, actor, data }) => (
          <li key={id}>
            <p>
              <b>
                <bdi>{actor.name ?? t('actor.machine')}</bdi>
              </b>{' '}
              <time className="quiet" dateTime={at}>
                {format.dateTime(at)}
              </time>
            </p>
            <p className="words" dir="auto">
              {String(data.text)}
            </p>
          </li>
        ))}
      </ol>
      <LoadMore query={query} />
    </>
  )
}
