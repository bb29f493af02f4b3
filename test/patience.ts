// Patience that is counted in turns of this process, each of some milliseconds: on a busy machine they come late, and so does its
// end. What answers in this process has had as many turns as it needs.
const turnMs = 50

export const patience = (ms: number): AbortSignal => {
  const ending = new AbortController()
  let left = Math.ceil(ms / turnMs)
  const turns = setInterval(() => {
    left -= 1
    if (left > 0) return
    clearInterval(turns)
    ending.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  }, turnMs)
  turns.unref()
  return ending.signal
}
