// What work costs: processor time of this process (that of one thread ticks too coarsely), which whatever else the machine does makes
// longer but not much, and the least of several rounds. What costs more than `enough` is looked at again: a busy machine is slow now
// and then, what takes long by nature takes long each time.
const milliseconds = (work: (round: number) => unknown, round: number): number => {
  const before = process.cpuUsage()
  work(round)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

type Looks = { readonly rounds?: number; readonly enough?: number; readonly mostRounds?: number }

/** Milliseconds. */
export const costOf = (
  work: (round: number) => unknown,
  { rounds = 5, enough = Number.POSITIVE_INFINITY, mostRounds = 40 }: Looks = {},
): number => {
  let least = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds || (least >= enough && round < mostRounds); round++)
    least = Math.min(least, milliseconds(work, round))
  return least
}
