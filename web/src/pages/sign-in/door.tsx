import './sign-in.css'
import type { ReactNode } from 'react'
import { Mark } from '../../icons/mark.tsx'

interface DoorProps {
  readonly title: string
  readonly about?: ReactNode
  /** Above the title: which step it is. */
  readonly caption?: string
  readonly wide?: boolean
  readonly children: ReactNode
}

/** The pages before the desk: one thing in the middle, and nothing else to look at. */
export function Door({ title, about, caption, wide, children }: DoorProps): ReactNode {
  return (
    <main id="main" className={wide ? 'door wide' : 'door'}>
      <p className="door-mark">
        <Mark />
        <strong>Steward</strong>
      </p>
      <div className="card">
        <div className={wide ? 'pad first' : 'pad'}>
          <div>
            {caption !== undefined && <p className="tiny muted">{caption}</p>}
            <h1>{title}</h1>
            {about !== undefined && <div className="soft about">{about}</div>}
          </div>
          <div>{children}</div>
        </div>
      </div>
    </main>
  )
}
