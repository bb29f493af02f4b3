// A remark for colleagues, in the case's history.
import type { EventId } from '../model.ts'
import { emit } from '../store/events.ts'
import { change, load, refuseUnless } from './change.ts'
import type { AddNote } from './verbs.ts'

export const addNote: AddNote = (desk, { case: id, text, actor }) =>
  change(desk, async ({ tx, now }): Promise<EventId> => {
    refuseUnless(text.trim() !== '', 'text', 'is empty', 'Write the note.')
    await load(tx, [id])
    return emit(tx, { kind: 'noted', caseId: id, actor, at: now, data: { text: text.trim() } })
  })
