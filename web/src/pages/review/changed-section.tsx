import { type ReactNode, useCallback } from 'react'
import { parseCvss } from '#cvss'
import type { ChangedField, ReviewView } from '#desk/review'
import { Icon } from '../../icons/icon.tsx'
import type { ReleaseShape } from '../../icons/status-shape.tsx'
import { Button } from '../../pieces/button.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { StatusWords } from '../vulnerability/matrix/status-words.tsx'
import { Score } from '../vulnerability/severity/vector-field.tsx'
import { RangesSides } from './ranges.tsx'
import type { Seen } from './seen.ts'
import { Thread } from './thread.tsx'

interface ChangedSectionProps {
  readonly change: ChangedField
  readonly review: ReviewView
  readonly seen: Seen
  readonly isCommenting: boolean
  readonly onComment: (wanted: boolean) => void
}

/** One field that means something else than before, with the talk about it. */
export function ChangedSection({ change, review, seen, isCommenting, onComment }: ChangedSectionProps): ReactNode {
  const { field, title, sentences } = change
  const comments = review.comments.filter((comment) => comment.field === field)
  const watch = useCallback((element: HTMLElement | null) => seen.watch(field)(element), [seen.watch, field])
  return (
    <div data-field={field} className="place">
      <Section
        title={title}
        about={sentences.length === 1 && change.releases === undefined ? undefined : aboutOf(change)}
        action={
          review.may.comment.allowed && (
            <Button kind="ghost" size="sm" icon="comment" onClick={() => onComment(true)}>
              Comment
            </Button>
          )
        }
      >
        <Body change={change} />
        <Thread
          field={field}
          comments={comments}
          mayComment={review.may.comment.allowed}
          isOpen={isCommenting}
          onClose={() => onComment(false)}
        />
        <span ref={watch} className="end-of-section" />
      </Section>
    </div>
  )
}

function aboutOf({ releases, sentences }: ChangedField): string {
  if (releases === undefined) return `${sentences.length} changes.`
  const changed = releases.reduce((sum, row) => sum + row.count, 0)
  return `${changed} ${changed === 1 ? 'release changes' : 'releases change'}.`
}

function Body({ change }: { readonly change: ChangedField }): ReactNode {
  if (change.releases !== undefined) return <Releases change={change} />
  if (change.words !== undefined) return <Words change={change} />
  if (change.field === 'severity') return <Severity change={change} />
  return <Values change={change} />
}

function Releases({ change: { releases = [], ranges } }: { readonly change: ChangedField }): ReactNode {
  return (
    <>
      {releases.length > 0 && (
        <Table label="Changed releases" columns={['Release', 'How many', 'Published', 'Proposed', 'Why']}>
          {releases.map((row) => (
            <tr className="mid" key={`${row.first} ${row.last}`}>
              <th scope="row" className="ver">
                {row.first === row.last ? row.first : `${row.first} – ${row.last}`}
              </th>
              <td className="muted num">{row.count}</td>
              <td className="nowrap">
                <Status word={row.before} />
              </td>
              <td className="nowrap">
                <strong>
                  <Status word={row.after} />
                </strong>
              </td>
              <td className="full">{row.why}</td>
            </tr>
          ))}
        </Table>
      )}
      {ranges !== undefined && (
        <div className="card gap-top">
          <div className="pad">
            <RangesSides before={ranges.before} after={ranges.after} titles={['Published ranges', 'Proposed ranges']} />
          </div>
        </div>
      )}
    </>
  )
}

const SHAPES: readonly ReleaseShape[] = ['affected', 'fixed', 'planned', 'unaffected', 'unknown']

function Status({ word }: { readonly word: string }): ReactNode {
  const shape = SHAPES.find((each) => each === word)
  return shape === undefined ? word : <StatusWords status={shape} />
}

function Words({ change: { words = [] } }: { readonly change: ChangedField }): ReactNode {
  return (
    <p className="prose text-diff">
      {words.map(({ kind, text }, i) => {
        // Pieces have no name of their own; their place in the text is what they are.
        const key = `${i} ${kind}`
        if (kind === 'removed') return <del key={key}>{text}</del>
        return kind === 'added' ? <ins key={key}>{text}</ins> : <span key={key}>{text}</span>
      })}
    </p>
  )
}

function Severity({ change }: { readonly change: ChangedField }): ReactNode {
  const { removed = [], added = [], sentences } = change
  return (
    <>
      <div className="card">
        <div className="pad change">
          <Vectors vectors={removed} others={added} kind="old" />
          <span className="arrow">
            <Icon name="arrow" />
          </span>
          <Vectors vectors={added} others={removed} kind="new" />
        </div>
      </div>
      {sentences.map((sentence) => (
        <p className="help" key={sentence}>
          {sentence}
        </p>
      ))}
    </>
  )
}

interface VectorsProps {
  readonly vectors: readonly string[]
  readonly others: readonly string[]
  readonly kind: 'old' | 'new'
}

/** Vectors with the metrics marked that the other edition has differently. */
function Vectors({ vectors, others, kind }: VectorsProps): ReactNode {
  if (vectors.length === 0) return <p className="muted">No score</p>
  const other = new Set(others.flatMap((text) => text.split('/')))
  return (
    <div>
      {vectors.map((text) => {
        const parsed = parseCvss(text)
        return (
          <div key={text}>
            <Score vector={parsed.ok ? parsed.value : undefined} />
            <p className={kind === 'old' ? 'block old wrap' : 'block wrap'}>
              {text.split('/').map((part, i) => (
                <span key={part}>
                  {i > 0 && '/'}
                  <wbr />
                  {other.has(part) || others.length === 0 ? (
                    part
                  ) : kind === 'old' ? (
                    <del>{part}</del>
                  ) : (
                    <ins>{part}</ins>
                  )}
                </span>
              ))}
            </p>
          </div>
        )
      })}
    </div>
  )
}

function Values({ change }: { readonly change: ChangedField }): ReactNode {
  const { removed = [], added = [], sentences } = change
  return (
    <div className="stack">
      {removed.map((text) => (
        <p className="row nowrap said-row" key={text}>
          <Badge tone="bad">removed</Badge>
          <del className="said-value">{text}</del>
        </p>
      ))}
      {added.map((text) => (
        <p className="row nowrap said-row" key={text}>
          <Badge tone="good">added</Badge>
          <ins className="said-value">{text}</ins>
        </p>
      ))}
      {removed.length + added.length === 0 && sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
    </div>
  )
}
