import type { ReactNode } from 'react'
import type { IdentifiersView } from '#desk/identifiers'
import { useChange } from '../../data/changes.ts'
import { send, withQuery } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Ago } from '../../pieces/time.tsx'
import { count } from '../../words/numbers.ts'
import type { Counter } from './ids.tsx'

interface ReadAgainProps {
  readonly view: IdentifiersView
  readonly counter: Counter
}

/**
 * When the list was read, and the way to a newer one: what others do at the server is seen here after five minutes at the latest, and
 * at once when somebody asks.
 */
export function ReadAgain({ view: { readAt }, counter }: ReadAgainProps): ReactNode {
  const again = useChange(
    () => send<IdentifiersView>('GET', withQuery('/ids', { ...counter, fresh: true, limit: 1 })),
    {
      touches: ['/ids'],
      said: ({ counts }) => ({ title: `The list was read again: ${count(counts.all, 'ID')}` }),
    },
  )
  return (
    <div className="row small ids-read">
      <span className="muted">
        Read <Ago at={readAt} />
      </span>
      <Button size="sm" icon="redo" busy={again.isPending} onClick={() => again.mutate(undefined)}>
        Read again from the server
      </Button>
    </div>
  )
}
