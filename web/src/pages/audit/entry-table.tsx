import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import type { AuditEntryView } from '#desk/audit'
import { Icon } from '../../icons/icon.tsx'
import { useRowKeys } from '../../keys/row-keys.ts'
import { ProjectName } from '../../pieces/project-name.tsx'
import { Table } from '../../pieces/table.tsx'
import { figure } from '../../words/numbers.ts'
import { capital } from '../../words/sentences.ts'
import { date } from '../../words/time.ts'
import { FIELD_WORDS } from '../vulnerability/editing/field-words.ts'
import { EntryDiff } from './entry-diff.tsx'

interface EntryTableProps {
  readonly rows: readonly AuditEntryView[]
  /** Number of the entry that is open. */
  readonly open: string | undefined
  readonly onOpen: (seq: string | undefined) => void
}

/** Newest first, with a line for each day. One entry opens in its place. */
export function EntryTable({ rows, open, onOpen }: EntryTableProps): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list, 'tbody .entry-button')
  return (
    <div ref={list}>
      <Table label="Audit entries" columns={['Time', 'Who', 'What', 'Where', 'Why', 'Seal']}>
        {rows.map((entry, index) => (
          <Rows
            key={entry.seq}
            entry={entry}
            isOpen={open === String(entry.seq)}
            startsDay={entry.at.slice(0, 10) !== rows[index - 1]?.at.slice(0, 10)}
            onToggle={() => onOpen(open === String(entry.seq) ? undefined : String(entry.seq))}
          />
        ))}
      </Table>
    </div>
  )
}

interface RowsProps {
  readonly entry: AuditEntryView
  readonly isOpen: boolean
  readonly startsDay: boolean
  readonly onToggle: () => void
}

function Rows({ entry, isOpen, startsDay, onToggle }: RowsProps): ReactNode {
  return (
    <>
      {startsDay && entry.at !== '' && (
        <tr className="day-row">
          <th scope="rowgroup" colSpan={6}>
            {date(entry.at)}
          </th>
        </tr>
      )}
      <tr className={isOpen ? 'sel' : undefined}>
        <td className="mono muted nowrap">{entry.at.slice(11, 19)}</td>
        <th scope="row" className="nowrap">
          {entry.actor.name || (entry.actor.kind === 'system' ? 'Steward' : entry.actor.id)}
          {entry.actor.kind === 'token' && <span className="muted small"> by token</span>}
        </th>
        <td>
          <button
            type="button"
            className="entry-button"
            aria-expanded={isOpen}
            aria-label={`${entry.words}: entry ${entry.seq}`}
            onClick={onToggle}
          >
            {entry.words}
          </button>
        </td>
        <td className="nowrap">
          <Subject entry={entry} />
          {entry.embargoed && (
            <span className="seal">
              <Icon name="lock" />
              <span className="sr">embargoed</span>
            </span>
          )}
        </td>
        <td className="soft full">{whyOf(entry)}</td>
        <td className="mono muted nowrap hash">{shortHash(entry.hash)}</td>
      </tr>
      {isOpen && (
        <tr className="sel more">
          <td />
          <td colSpan={5} className="full">
            <div className="card">
              <div className="pad small">
                <EntryDiff diff={entry.diff ?? []} />
                <dl className="kv">
                  <dt>Entry</dt>
                  <dd className="num">{figure(entry.seq)}</dd>
                  <dt>Action</dt>
                  <dd className="mono">{entry.action}</dd>
                  <dt>Seal</dt>
                  <dd className="mono">{entry.hash}</dd>
                </dl>
              </div>
            </div>
          </td>
        </tr>
      )}
    </>
  )
}

function Subject({ entry: { subject, name } }: { readonly entry: AuditEntryView }): ReactNode {
  switch (subject.kind) {
    case 'vulnerability':
      return (
        <Link className="id plain" to="/vulnerabilities/$id" params={{ id: subject.id }}>
          {name ?? subject.id}
        </Link>
      )
    case 'case':
      return (
        <Link className="id plain" to="/cases/$id" params={{ id: subject.id }}>
          {name ?? 'a case'}
        </Link>
      )
    case 'project':
      return (
        <Link className="plain" to="/projects/$slug" params={{ slug: subject.id }}>
          {name ?? subject.id}
        </Link>
      )
    case 'person':
      return (
        <Link className="plain" to="/people">
          {name ?? 'a person'}
        </Link>
      )
    case 'cve-id':
      return <span className="id">{subject.id}</span>
    default:
      return subject.project === undefined ? (
        <span className="muted">{capital(subject.kind)}</span>
      ) : (
        <ProjectName slug={subject.project} />
      )
  }
}

/** The reason where one was given, else what was changed; of a publication, how it ended first. */
function whyOf(entry: AuditEntryView): string {
  const end = entry.diff?.find(({ field }) => field === 'publication')?.after
  if (typeof end === 'string') return [capital(end), entry.reason].filter((part) => part !== undefined).join(': ')
  return entry.reason ?? changedFields(entry)
}

/** What the facts begin with is all of them; that is no news. */
const OF_COURSE = new Set(['facts', 'settings'])

/** What was changed, by the words of the pages where that is done. */
function changedFields({ diff = [], action }: AuditEntryView): string {
  if (diff.length === 1 && action.endsWith('.create') && OF_COURSE.has(diff[0]?.field ?? '')) return ''
  return diff
    .map(({ field, before, after }) =>
      field === 'stage' && typeof before === 'string' && typeof after === 'string'
        ? `From ${before} to ${after}`
        : wordsOf(field),
    )
    .join(', ')
}

function wordsOf(field: string): string {
  if (field === 'speaker') return 'Who speaks, and the key'
  return Object.hasOwn(FIELD_WORDS, field)
    ? FIELD_WORDS[field as keyof typeof FIELD_WORDS]
    : capital(field.replaceAll(/[-_]/g, ' '))
}

/** `a41f7c…09c2`: enough to compare with what was noted elsewhere. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 6)}…${hash.slice(-4)}`
}
