import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import type { IdentifierRow, IdentifiersView } from '#desk/identifiers'
import { useRowKeys } from '../../keys/row-keys.ts'
import { MoreRows } from '../../pieces/more-rows.tsx'
import { SearchBox } from '../../pieces/search-box.tsx'
import { Segments } from '../../pieces/segments.tsx'
import { EmptyState } from '../../pieces/states.tsx'
import { Table } from '../../pieces/table.tsx'
import { useTyped } from '../../pieces/use-typed.ts'
import { IdentifierLine } from './identifier-line.tsx'
import type { Counter } from './ids.tsx'
import { ReadAgain } from './read-again.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import { TransferDialog } from './transfer-dialog.tsx'

interface IdentifierListProps {
  readonly pages: UseInfiniteQueryResult<InfiniteData<IdentifiersView>>
  readonly view: IdentifiersView
  readonly counter: Counter
  readonly wanted: { readonly q?: string; readonly show?: string }
  readonly onFilter: (change: { readonly q?: string; readonly show?: string }) => void
}

export interface Doing {
  readonly what: 'reject' | 'transfer'
  readonly row: IdentifierRow
}

export function IdentifierList({ pages, view, counter, wanted, onFilter }: IdentifierListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  const [doing, setDoing] = useState<Doing>()
  const [text, setText] = useTyped(wanted.q ?? '', (q) => onFilter({ q: q.trim() }))
  useRowKeys(list, 'tbody a, tbody .row-action')
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? []
  const { counts } = view
  return (
    <>
      <search className="filters ids-filters">
        <SearchBox label="Search IDs" placeholder="ID, title or person" value={text} onChange={setText} keys="/" />
        <Segments
          label="Show"
          value={wanted.show ?? 'all'}
          options={[
            ['all', `All ${counts.all}`],
            ['free', `Free ${counts.free}`],
            ['in-use', `In use ${counts.inUse}`],
            ['stale', `Stale ${counts.stale}`],
            ['published', `Published ${counts.published}`],
            ['rejected', `Rejected ${counts.rejected}`],
          ]}
          onChoose={(show) => onFilter({ show: show === 'all' ? '' : show })}
        />
      </search>
      <ReadAgain view={view} counter={counter} />
      <div ref={list} className={pages.isPlaceholderData ? 'stale' : undefined}>
        {rows.length === 0 ? (
          <EmptyState
            title={counts.all === 0 ? 'No ID reserved yet' : 'No ID fits'}
            about={
              counts.all === 0
                ? 'Reserve one beside, or let a new vulnerability reserve its own.'
                : 'Choose another state, or search for less.'
            }
          />
        ) : (
          <>
            <Table
              label="CVE IDs"
              columns={['ID', 'State', 'Used for', 'Reserved by', { words: 'Age', right: true }, ['Actions']]}
            >
              {rows.map((row) => (
                <IdentifierLine key={row.cve} row={row} counter={counter} onDo={setDoing} />
              ))}
            </Table>
            <MoreRows of={pages} words={`${rows.length} shown`} />
          </>
        )}
      </div>
      {doing?.what === 'reject' && (
        <RejectDialog row={doing.row} counter={counter} onClose={() => setDoing(undefined)} />
      )}
      {doing?.what === 'transfer' && (
        <TransferDialog row={doing.row} counter={counter} onClose={() => setDoing(undefined)} />
      )}
    </>
  )
}
