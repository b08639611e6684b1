import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { IdentifierRow } from '#desk/identifiers'
import { useChange } from '../../data/changes.ts'
import { send, withQuery } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { Menu, type MenuItem } from '../../pieces/menu.tsx'
import { useNow } from '../../pieces/time.tsx'
import { say } from '../../pieces/toast.tsx'
import { span } from '../../words/time.ts'
import type { Doing } from './identifier-list.tsx'
import type { Counter } from './ids.tsx'

interface IdentifierLineProps {
  readonly row: IdentifierRow
  readonly counter: Counter
  readonly onDo: (doing: Doing) => void
}

export function IdentifierLine({ row, counter, onDo }: IdentifierLineProps): ReactNode {
  const may = useMay()
  const moment = useNow()
  const restore = useChange(() => send('DELETE', withQuery(`/ids/${row.cve}/rejection`, { ...counter })), {
    touches: ['/ids'],
    said: { title: `${row.cve} is reserved again` },
  })
  const isFree = row.state === 'RESERVED' && !row.inUse
  const mayRelease = may('ids.release', counter.project)
  const items: readonly MenuItem[] = [
    { words: 'Copy the ID', icon: 'copy', run: () => copy(row.cve) },
    ...(mayRelease && row.state === 'RESERVED'
      ? [{ words: 'Transfer…', icon: 'arrow' as const, run: () => onDo({ what: 'transfer', row }) }]
      : []),
    ...(mayRelease && row.state !== 'REJECTED'
      ? [{ words: 'Reject…', icon: 'close' as const, tone: 'bad' as const, run: () => onDo({ what: 'reject', row }) }]
      : []),
    ...(mayRelease && row.state === 'REJECTED'
      ? [{ words: 'Take the rejection back', icon: 'undo' as const, run: () => restore.mutate(undefined) }]
      : []),
  ]
  return (
    <tr className="mid">
      <th scope="row" className="id">
        {row.cve}
      </th>
      <td>
        <StateBadge row={row} />
      </td>
      <td className="url">
        {row.usedFor === undefined ? (
          <span className="muted">{row.stale ? 'Nothing for long. Use it or reject it' : 'Nothing yet'}</span>
        ) : (
          <Link className="plain" to="/vulnerabilities/$id" params={{ id: row.usedFor.id }}>
            {row.usedFor.title || row.usedFor.id}
          </Link>
        )}
      </td>
      <td className="soft nowrap">{row.reservedBy ?? ''}</td>
      <td className={row.stale ? 'right num nowrap' : 'right num muted nowrap'}>
        {row.reserved !== undefined && span(moment - Date.parse(row.reserved))}
      </td>
      <td className="right nowrap">
        <span className="row tight nowrap end">
          {isFree && !row.stale && may('vulnerability.create') && (
            <ButtonLink
              size="sm"
              className="row-action"
              to="/vulnerabilities/new"
              search={{ cve: row.cve, project: counter.project }}
              aria-label={`Use ${row.cve}`}
            >
              Use
            </ButtonLink>
          )}
          {row.stale && mayRelease && (
            <Button
              size="sm"
              className="row-action"
              aria-label={`Reject ${row.cve}`}
              onClick={() => onDo({ what: 'reject', row })}
            >
              Reject…
            </Button>
          )}
          <Menu label={`More for ${row.cve}`} items={items} />
        </span>
      </td>
    </tr>
  )
}

function copy(cve: string): void {
  navigator.clipboard.writeText(cve).then(
    () => say({ title: `${cve} is in the clipboard` }),
    () => say({ tone: 'bad', title: 'The browser does not let the page write to the clipboard' }),
  )
}

function StateBadge({ row }: { readonly row: IdentifierRow }): ReactNode {
  switch (row.state) {
    case 'PUBLISHED':
      return (
        <Badge tone="good" shape="fixed">
          Published
        </Badge>
      )
    case 'REJECTED':
      return <Badge icon="close">Rejected</Badge>
    case 'AVAILABLE':
      return <Badge>Not reserved</Badge>
    case 'RESERVED':
      if (row.stale) {
        return (
          <Badge tone="warn" icon="warning">
            Stale
          </Badge>
        )
      }
      return row.inUse ? <Badge icon="hash">Reserved</Badge> : <Badge shape="unaffected">Free</Badge>
  }
}
