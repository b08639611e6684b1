import type { ReactNode } from 'react'
import { Icon, type IconName } from '../icons/icon.tsx'

/** Where records are sent: our own rehearsal server, the program's test service, or the public. */
export type TargetName = 'sandbox' | 'test' | 'production'

export const TARGETS: Readonly<Record<TargetName, { readonly words: string; readonly icon: IconName }>> = {
  sandbox: { words: 'Sandbox', icon: 'sandbox' },
  test: { words: 'Test', icon: 'test' },
  production: { words: 'Production', icon: 'globe' },
}

export function TargetBadge({ target }: { readonly target: TargetName }): ReactNode {
  const { words, icon } = TARGETS[target]
  return (
    <span className={`target ${target}`}>
      <Icon name={icon} />
      <span>{words}</span>
    </span>
  )
}

/** The strip on the top edge of every page. The badge beside the navigation says the same in words. */
export function TargetStrip({ target }: { readonly target: TargetName }): ReactNode {
  return <div className={`env ${target}`} aria-hidden="true" />
}
