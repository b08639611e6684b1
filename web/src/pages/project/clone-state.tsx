import type { ReactNode } from 'react'
import type { CloneView } from '#desk/projects'
import { Badge } from '../../pieces/labels.tsx'
import { Ago } from '../../pieces/time.tsx'

/** How the desk's copy of the repository stands. */
export function CloneState({ clone }: { readonly clone: CloneView }): ReactNode {
  switch (clone.state) {
    case 'reading':
      return (
        <Badge tone="accent" icon="download">
          Reading
        </Badge>
      )
    case 'failed':
      return (
        <Badge tone="bad" icon="error">
          Cannot be read
        </Badge>
      )
    case 'ready':
      return (
        <span className="soft">
          {clone.readAt === undefined ? (
            'read'
          ) : (
            <>
              read <Ago at={clone.readAt} />
            </>
          )}
        </span>
      )
  }
}
