// Two accounts of one person: never joined by the machine. Each account is told a code, and each code must come from the other
// account: only who reads both can do that. Either side, or a person here, ends it.
import { randomInt } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { ConflictError, InvalidInputError, NotFoundError } from '../errors.ts'
import { type Actor, type AuthorId, type Millis, nameOf } from '../model.ts'
import { policyOf, type ReplyDesk } from '../replies/index.ts'
import { say } from '../replies/say.ts'
import { audit } from '../store/audit.ts'
import { findCase } from '../store/cases.ts'
import { type LinkRow, type Tx, write } from '../store/index.ts'
import { changeLink, findLink, linksOf, saveLink } from '../store/reach.ts'
import { lastCaseOf } from '../store/replies.ts'
import { linkTexts } from './texts.ts'

const life = 24 * 3_600_000
const mostTries = 5
const other = ({ one, two }: LinkRow, author: AuthorId): AuthorId => (author === one ? two : one)
const newCode = () => String(randomInt(100_000, 1_000_000))
const hashOf = (tx: Tx, link: string, code: string) => tx.keys.hash('code', `${link}:${code}`)

type Asking = { readonly one: AuthorId; readonly two: AuthorId; readonly preferred: AuthorId; readonly actor: Actor }

const placeOf = async (tx: Tx, author: AuthorId) => {
  const found = await lastCaseOf(tx, author)
  if (found === undefined) throw new NotFoundError(`author ${author}`)
  return { ...found, row: (await findCase(tx, found.case_id))! }
}

/** Asks both accounts; nothing is joined before both have answered. */
export const askToLink = (desk: ReplyDesk, { one, two, preferred, actor }: Asking): Promise<LinkRow> =>
  write(desk.store, async (tx) => {
    if (one === two) throw new InvalidInputError('two', 'is the same account', 'Name two accounts')
    if (preferred !== one && preferred !== two)
      throw new InvalidInputError('preferred', 'is neither of the two', 'Name one of the two accounts')
    const standing = (await linksOf(tx, one, ['asked', 'linked'])).find((link) => other(link, one) === two)
    if (standing !== undefined)
      throw new ConflictError('link-stands', `these accounts are ${standing.state} already`, null)
    const at = desk.clock()
    const [here, there] = [await placeOf(tx, one), await placeOf(tx, two)]
    const [id, codeOne, codeTwo] = [uuidv7(), newCode(), newCode()]
    const policy = await policyOf(tx)
    const ask = (to: AuthorId, place: typeof here, code: string, channel: string) =>
      say(tx, desk, {
        row: place.row,
        to: [to],
        kind: 'link',
        origin: `link:${id}:${to}`,
        texts: linkTexts(code, channel),
        policy,
      })
    const told = (await ask(one, here, codeOne, there.channel)) + (await ask(two, there, codeTwo, here.channel))
    if (told < 2)
      throw new InvalidInputError(
        'two',
        'one of the two cannot be asked in private',
        'Wait until both have written in private lately',
      )
    const row: LinkRow = {
      id,
      one,
      two,
      state: 'asked',
      preferred,
      code_one: hashOf(tx, id, codeOne),
      code_two: hashOf(tx, id, codeTwo),
      one_at: null,
      two_at: null,
      tries: 0,
      asked_by: nameOf(actor),
      created_at: at,
      expires_at: at + life,
      ended_at: null,
    }
    await saveLink(tx, row)
    await audit(tx, { actor, action: 'link-asked', subject: id, at, data: { one, two } })
    return row
  })

const confirm = async (tx: Tx, link: LinkRow, author: AuthorId, code: string, at: Millis): Promise<boolean> => {
  const isOne = author === link.one
  // The code told to the other account must come from this one.
  const wanted = isOne ? link.code_two : link.code_one
  if (wanted !== hashOf(tx, link.id, code)) {
    const tries = link.tries + 1
    await changeLink(tx, link.id, ['asked'], tries >= mostTries ? { tries, state: 'ended', ended_at: at } : { tries })
    return false
  }
  const [one, two] = isOne ? [link.one_at ?? at, link.two_at] : [link.one_at, link.two_at ?? at]
  const both = one !== null && two !== null
  const blank = both ? { state: 'linked' as const, code_one: null, code_two: null } : {}
  await changeLink(tx, link.id, ['asked'], { one_at: one, two_at: two, ...blank })
  return true
}

/** True where it was a code this account was meant to send. */
export const hearCode = async (tx: Tx, author: AuthorId, code: string, at: Millis): Promise<boolean> => {
  for (const link of await linksOf(tx, author, ['asked'])) {
    if (link.expires_at <= at) await changeLink(tx, link.id, ['asked'], { state: 'ended', ended_at: at })
    else if (await confirm(tx, link, author, code, at)) return true
  }
  return false
}

export const unlinkAll = async (tx: Tx, author: AuthorId, at: Millis): Promise<boolean> => {
  const links = await linksOf(tx, author, ['asked', 'linked'])
  for (const { id } of links) await changeLink(tx, id, ['asked', 'linked'], { state: 'ended', ended_at: at })
  return links.length > 0
}

export const endLink = (desk: ReplyDesk, { link: id, actor }: { readonly link: string; readonly actor: Actor }) =>
  write(desk.store, async (tx) => {
    const at = desk.clock()
    if ((await findLink(tx, id)) === undefined) throw new NotFoundError(`link ${id}`)
    const ended = await changeLink(tx, id, ['asked', 'linked'], { state: 'ended', ended_at: at })
    if (ended !== undefined) await audit(tx, { actor, action: 'link-ended', subject: id, at, data: {} })
    return (await findLink(tx, id))!
  })
