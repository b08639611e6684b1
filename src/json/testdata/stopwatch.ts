/** Milliseconds of computing that `run` takes on this thread: a busy machine makes it wait, and not compute, longer. */
export function computing(run: () => void): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
