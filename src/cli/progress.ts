import type { Progress } from '#desk'
import type { World } from './world.ts'

/** Progress on standard error, and only where that is a terminal: `reading commits  [=====-----]  52 %`. */
export function progressOn(world: World): Progress {
  if (!world.terminal.interactive) return () => undefined
  let shown = -1
  return (done, total, what) => {
    if (total === undefined || total === 0) {
      world.terminal.status(`${what}  ${done.toLocaleString('en-US')}`)
      return
    }
    const percent = Math.floor((100 * done) / total)
    if (percent === shown) return
    shown = percent
    const filled = Math.round(percent / 4)
    world.terminal.status(
      percent >= 100 ? '' : `${what}  [${'='.repeat(filled)}${'-'.repeat(25 - filled)}]  ${percent} %`,
    )
  }
}
