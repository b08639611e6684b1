import type { ReactNode } from 'react'
import type { BoardItem, BoardPage } from '#desk/board'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { useTarget } from '../../frame/target.ts'
import { count } from '../../words/numbers.ts'
import { PublishMany } from '../review/publish-many.tsx'

interface PublishBatchProps {
  readonly page: BoardPage
  readonly approved: readonly BoardItem[]
  readonly onClose: () => void
}

/** Sends everything of a tag that is approved. */
export function PublishBatch({ page, approved, onClose }: PublishBatchProps): ReactNode {
  const target = useTarget()
  const publish = useChange(
    (confirm: string | undefined) =>
      send('POST', '/board/batches', {
        project: page.project,
        target,
        vulnerabilities: approved.map(({ vulnerability }) => vulnerability),
        ...(confirm !== undefined && { confirm }),
      }),
    {
      touches: ['/board', '/home'],
      said: {
        title: `${count(approved.length, 'record')} on their way`,
        detail: 'It goes on when this page is closed.',
      },
      done: onClose,
    },
  )
  return (
    <PublishMany
      cves={approved.map(({ cve }) => cve)}
      busy={publish.isPending}
      onClose={onClose}
      onPublish={publish.mutate}
    />
  )
}
