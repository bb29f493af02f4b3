import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { checkListening } from '../../src/ops/doctor-listening.ts'

const found = (env: Readonly<Record<string, string>>) => {
  const read = readConfig(env)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return checkListening(read.config)
}
const names = (env: Readonly<Record<string, string>>) => found(env).map(({ name }) => name)

describe('the doctor of listening', () => {
  it('finds nothing where nothing is configured, or all is in order', () => {
    expect(names({})).toEqual([])
    expect(
      names({
        X_BEARER_TOKEN: 'b',
        X_ACCOUNT_ID: '1',
        X_CONSUMER_SECRET: 's',
        X_SEARCH_TERMS: 'حفرة',
        X_STREAM: 'on',
        X_MONTHLY_BUDGET: '100',
      }),
    ).toEqual([])
  })
  it.each([
    [{ WHATSAPP_PHONE_NUMBER_ID: '1' }, 'WhatsApp webhook'],
    [{ X_SEARCH_QUERY: 'lang:ar' }, 'X_SEARCH_QUERY'],
    [{ X_STREAM: 'on' }, 'X_STREAM'],
    [{ INSTAGRAM_HASHTAGS: Array.from({ length: 31 }, (_, n) => `t${n}`).join('،') }, 'INSTAGRAM_HASHTAGS'],
    [{ X_BEARER_TOKEN: 'b' }, 'X_MONTHLY_BUDGET'],
  ])('of %j speaks of %s, with the fix in both languages', (env, name) => {
    const finding = found(env as Record<string, string>).find((one) => one.name === name)
    expect(finding).toMatchObject({ level: 'advice', fix: { en: expect.any(String), ar: expect.any(String) } })
  })
})
