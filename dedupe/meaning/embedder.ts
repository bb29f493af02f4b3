// The port for an embedding model of the operator's own choice. Its adapter lives outside: this library knows no network.

export type Embedder = {
  /** Names the model and its revision: vectors of different ids are never compared. */
  readonly id: string
  readonly dim: number
  readonly embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>
}

export type Embedding = { readonly model: string; readonly vector: Float32Array }

export type Likeness = { readonly kind: 'cosine'; readonly value: number } | { readonly kind: 'incomparable' }

/** The cosine of two vectors of one model; of two models there is none. */
export const cosineOfSameModel = (a: Embedding, b: Embedding): Likeness => {
  if (a.model !== b.model || a.vector.length !== b.vector.length) return { kind: 'incomparable' }
  let dot = 0
  let squareA = 0
  let squareB = 0
  for (let d = 0; d < a.vector.length; d++) {
    dot += a.vector[d]! * b.vector[d]!
    squareA += a.vector[d]! ** 2
    squareB += b.vector[d]! ** 2
  }
  if (squareA === 0 || squareB === 0) return { kind: 'incomparable' }
  return { kind: 'cosine', value: Math.max(-1, Math.min(1, dot / Math.sqrt(squareA * squareB))) }
}
