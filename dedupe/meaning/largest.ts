/** Places of the `limit` largest values, largest first; of equals the first. Meant for a few dozen values. */
export const largest = (values: ArrayLike<number>, limit: number): number[] => {
  const places: number[] = []
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    let at = places.length
    while (at > 0 && values[places[at - 1]!]! < value) at--
    if (at === limit) continue
    for (let k = Math.min(places.length, limit - 1); k > at; k--) places[k] = places[k - 1]!
    places[at] = i
  }
  return places
}
