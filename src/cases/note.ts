// A remark for colleagues, in the case's history; whoever is mentioned is told.
import type { EventId } from '../model.ts'
import { emit } from '../store/events.ts'
import { saveMentions } from '../store/mentions.ts'
import { change, load, refuseUnless } from './change.ts'
import type { AddNote } from './verbs.ts'

export const addNote: AddNote = (desk, { case: id, text, actor, mentions = [] }) =>
  change(desk, async ({ tx, now }): Promise<EventId> => {
    refuseUnless(text.trim() !== '', 'text', 'is empty', 'Write the note.')
    await load(tx, [id])
    const data = { text: text.trim(), ...(mentions.length === 0 ? {} : { mentions }) }
    const event = emit(tx, { kind: 'noted', caseId: id, actor, at: now, data })
    await saveMentions(tx, { event, case: id, at: now, people: mentions })
    return event
  })
