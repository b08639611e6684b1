import type { ReactNode } from 'react'
import { Menu } from '../pieces/menu.tsx'
import { TARGETS, TargetBadge, type TargetName } from '../pieces/target.tsx'
import { chooseTarget, useTarget } from './target.ts'

/** Which of the three places the desk sends to. What is sent still names its own target and production asks again. */
export function TargetSwitch(): ReactNode {
  const target = useTarget()
  return (
    <Menu
      className="env-pick"
      label="Target"
      items={(Object.keys(TARGETS) as TargetName[]).map((each) => ({
        words: TARGETS[each].words,
        icon: TARGETS[each].icon,
        chosen: each === target,
        run: () => chooseTarget(each),
      }))}
    >
      <span className="sr">Target: </span>
      <TargetBadge target={target} />
    </Menu>
  )
}
