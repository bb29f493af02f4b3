// The gate for what reports nothing, on worlds of ours, each read by the fit that never saw it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prepareUnseen } from '../../../dedupe/prepare.ts'
import { post } from '../post.ts'

type Line = { readonly text: string; readonly incident: string | null }

const read = [...'ehkl'].flatMap((name) => {
  const content = readFileSync(join(import.meta.dirname, `../../worlds/${name}.jsonl`), 'utf8')
  const sha256 = createHash('sha256').update(content).digest('hex')
  return content
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
    .map(({ text, incident }) => ({ text, incident, sha256, report: prepareUnseen(post(text), sha256) }))
})
const opens = 0.35
const share = (rows: typeof read, pass: boolean) =>
  rows.filter(({ report }) => report.reports >= opens === pass).length / rows.length

describe('the gate', () => {
  it('lets reports through and keeps the rest out, on worlds it was not fitted on', () => {
    expect(
      share(
        read.filter(({ incident }) => incident !== null),
        true,
      ),
    ).toBeGreaterThanOrEqual(0.95)
    expect(
      share(
        read.filter(({ incident }) => incident === null),
        false,
      ),
    ).toBeGreaterThanOrEqual(0.85)
  })

  it('is another for a labelled file than for the rest of the world', () => {
    const differs = ({ text, sha256 }: (typeof read)[number]) =>
      prepareUnseen(post(text), sha256).reports !== prepareUnseen(post(text), 'a file it does not know').reports
    expect(read.some(differs)).toBe(true)
  })
})
