import { type ReactNode, useSyncExternalStore } from 'react'
import { isAnswering, onAnswering } from '../data/answering.ts'
import { Note } from '../pieces/surfaces.tsx'

/** Said on top of every page while the desk does not answer. */
export function NoAnswer(): ReactNode {
  const answers = useSyncExternalStore(onAnswering, isAnswering)
  return (
    <div className="no-answer" role="status">
      {!answers && (
        <Note tone="warn">
          <strong>The desk does not answer.</strong> What you see may be old, and nothing can be saved until it answers
          again.
        </Note>
      )}
    </div>
  )
}
