// What people can do to cases, as types: each verb is a file beside this one, one transaction, one event.
import type { Actor, Case, CaseId, CaseKind, CaseStatus, EventId, PostId, UserId } from '../model.ts'
import type { Desk } from './desk.ts'

/** A verb on one case names the version it saw; a lost race is a ConflictError holding the case as it is now. */
export type OnCase = { readonly case: CaseId; readonly version: number; readonly actor: Actor }

export type MergeCases = (desk: Desk, input: OnCase & { readonly from: readonly CaseId[] }) => Promise<Case>
export type SplitCase = (
  desk: Desk,
  input: OnCase & { readonly posts: readonly PostId[] },
) => Promise<{ readonly source: Case; readonly created: Case }>
/** Reverses exactly one event and takes its verdicts back; ConflictError if later events depend on it. */
export type UndoEvent = (
  desk: Desk,
  input: { readonly event: EventId; readonly actor: Actor },
) => Promise<{ readonly cases: readonly Case[] }>
export type AssignCase = (
  desk: Desk,
  input: OnCase & { readonly owner?: UserId | null; readonly agency?: string | null },
) => Promise<Case>
/** A null gives the field back to what the posts say. */
export type Correction = { readonly [Name in 'title' | 'area' | 'place' | 'topic']?: string | null }
export type EditCase = (desk: Desk, input: OnCase & { readonly correction: Correction }) => Promise<Case>
export type SetStatus = (
  desk: Desk,
  input: OnCase & { readonly status: CaseStatus; readonly note?: string },
) => Promise<Case>
export type AddNote = (
  desk: Desk,
  input: {
    readonly case: CaseId
    readonly text: string
    readonly actor: Actor
    /** Whom it is meant for: they are told. */
    readonly mentions?: readonly UserId[]
  },
) => Promise<EventId>
/** A person puts a post into a case, or makes a case of it. `also`: it stays where it counts and is in this case too. */
export type PlacePost = (
  desk: Desk,
  input: {
    readonly post: PostId
    readonly into: CaseId | 'new'
    readonly kind?: CaseKind
    readonly also?: boolean
    readonly actor: Actor
  },
) => Promise<Case>
