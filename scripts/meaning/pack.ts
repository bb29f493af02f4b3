// The trained network → the stored model: int8 rows with one scale each, base64 in JSON.
import { type StoredHead, type StoredModel, type StoredTable, scaleOf } from '../../dedupe/meaning/model.ts'
import type { Head } from './network.ts'
import type { Trained } from './train.ts'

const base64 = (bytes: Uint8Array | Int8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** The smallest scale that lets the row's largest number fit. */
const codeFor = (largest: number) => Math.max(0, Math.min(255, Math.ceil(Math.log2(largest / 127) * 8) + 240))

const packTable = (rows: Float32Array, dims: number): StoredTable => {
  const scales = Uint8Array.from({ length: rows.length / dims }, (_, row) =>
    codeFor(rows.subarray(row * dims, (row + 1) * dims).reduce((a, b) => Math.max(a, Math.abs(b)), 1e-9)),
  )
  const whole = Int8Array.from(rows, (value, i) =>
    Math.max(-127, Math.min(127, Math.round(value / scaleOf(scales[Math.floor(i / dims)]!)))),
  )
  return { rows: base64(whole), scales: base64(scales) }
}

const packHead = ({ labels, bias, rows }: Head, dims: number, temperature: number): StoredHead => ({
  labels,
  bias: [...bias].map((value) => Number(value.toFixed(4))),
  temperature: Number(temperature.toFixed(3)),
  ...packTable(rows, dims),
})

const packKeys = (keys: Uint32Array) => {
  const bytes = new DataView(new ArrayBuffer(keys.length * 4))
  for (const [i, key] of keys.entries()) bytes.setUint32(i * 4, key, true)
  return base64(new Uint8Array(bytes.buffer))
}

/** Heads that only help training: nothing asks them afterwards. */
const unshipped = ['thing']

export type Finish = {
  readonly version: string
  readonly centre: readonly number[]
  readonly temperatures: Readonly<Record<string, number>>
}

export const packModel = ({ network, vocabulary, rarity }: Trained, finish: Finish): StoredModel => {
  const { dims } = network
  const heads = Object.entries(network.heads)
    .filter(([name]) => !unshipped.includes(name))
    .map(([name, head]): [string, StoredHead] => [name, packHead(head, dims, finish.temperatures[name] ?? 1)])
  return {
    version: finish.version,
    dims,
    keys: packKeys(vocabulary.keys),
    rarity: base64(rarity),
    centre: finish.centre.map((value) => Number(value.toFixed(5))),
    ...packTable(network.rows, dims),
    heads: Object.fromEntries(heads),
  }
}
