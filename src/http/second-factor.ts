// Codes of the minute (RFC 6238) and recovery codes: made, shown once, checked once.
import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import { create } from 'qrcode'
import type { UserId } from '../model.ts'
import type { Reader, Tx } from '../store/index.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  secondFactor,
  setRecoveryCodes,
  takeRecoveryCode,
  takeStep,
} from '../store/second-factors.ts'

const period = 30
/** A telephone's clock may be one step behind or ahead. */
const drift = 1
const recoveryCount = 10

const totpOf = (secret: string, label = '') =>
  new TOTP({ issuer: 'Sada', label, secret: Secret.fromBase32(secret), period, digits: 6, algorithm: 'SHA1' })

/** The picture is drawn here: no other site is asked, and an <img> takes it under the policy as it is. */
const pictureOf = (text: string): string => {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  let path = ''
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${size + 8} ${size + 8}" shape-rendering="crispEdges"><path fill="#fff" d="M-4-4h${size + 8}v${size + 8}H-4z"/><path d="${path}"/></svg>`
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}

export type Begun = { readonly secret: string; readonly uri: string; readonly picture: string }

/** Null when the person has one that counts already. */
export const begin = async (tx: Tx, user: { id: UserId; name: string }, now: number): Promise<Begun | null> => {
  const secret = new Secret({ size: 20 }).base32
  if (!(await beginSecondFactor(tx, user.id, tx.keys.seal('second-factor', secret), now))) return null
  const uri = totpOf(secret, user.name).toString()
  return { secret, uri, picture: pictureOf(uri) }
}

export const hasSecondFactor = async (db: Reader, user: UserId): Promise<boolean> =>
  (await secondFactor(db, user))?.confirmed_at != null

const digits = (code: string) =>
  code.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replace(/[\s-]/g, '')

/** The step whose code this is, if it is near and was not taken yet. */
const rightCode = async (tx: Tx, user: UserId, code: string, now: number): Promise<boolean> => {
  const row = await secondFactor(tx, user)
  if (row === null || !/^\d{6}$/.test(code)) return false
  const delta = totpOf(tx.keys.open('second-factor', row.secret)).validate({
    token: code,
    window: drift,
    timestamp: now,
  })
  return delta !== null && takeStep(tx, user, Math.floor(now / 1000 / period) + delta)
}

const recoveryHash = (tx: Tx, code: string) => tx.keys.hash('code', code.toUpperCase().replace(/[^A-Z0-9]/g, ''))

/** Which proof it was; null = neither. */
export const checkCode = async (
  tx: Tx,
  user: UserId,
  typed: string,
  now: number,
): Promise<'code' | 'recovery' | null> => {
  const code = digits(typed)
  if (/^\d{6}$/.test(code)) return (await rightCode(tx, user, code, now)) ? 'code' : null
  return (await takeRecoveryCode(tx, user, recoveryHash(tx, code), now)) ? 'recovery' : null
}

/** No letter that looks like a digit: people write these on paper. */
const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const newCode = () =>
  Array.from({ length: 12 }, (_, i) => `${i === 4 || i === 8 ? '-' : ''}${letters[randomInt(letters.length)]}`).join('')

export const newRecoveryCodes = async (tx: Tx, user: UserId): Promise<string[]> => {
  const codes = Array.from({ length: recoveryCount }, newCode)
  await setRecoveryCodes(
    tx,
    user,
    codes.map((code) => recoveryHash(tx, code)),
  )
  return codes
}

/** The first right code turns it on. */
export const confirm = async (tx: Tx, user: UserId, typed: string, now: number): Promise<string[] | null> => {
  if (!(await rightCode(tx, user, digits(typed), now))) return null
  await confirmSecondFactor(tx, user, now)
  return newRecoveryCodes(tx, user)
}
