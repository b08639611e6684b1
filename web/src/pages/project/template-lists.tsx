import type { ReactNode } from 'react'
import type { ScheduleEntry, TemplateContent } from '#desk/projects'
import { CREDIT_TYPES, REFERENCE_TAGS } from '#vulnerability/words'
import { Check, SelectField, TextField } from '../../pieces/field.tsx'
import { RowList } from '../../pieces/row-list.tsx'
import { AddTag, RemovableTags } from '../../pieces/tag-editor.tsx'

export type TemplateReference = NonNullable<TemplateContent['references']>[number]
export type TemplateCredit = NonNullable<TemplateContent['credits']>[number]

interface ListProps<Row> {
  readonly rows: readonly Row[]
  readonly onChange: (rows: readonly Row[]) => void
}

/** Pages that every record of the kind refers to. */
export function TemplateReferences({ rows, onChange }: ListProps<TemplateReference>): ReactNode {
  return (
    <RowList
      legend="References"
      rows={rows}
      onChange={onChange}
      add="Add a reference"
      fresh={(): TemplateReference => ({ url: '', tags: [] })}
      nameOf={({ url }) => url || 'the empty reference'}
      className="reference-row"
    >
      {({ url, tags }, change) => (
        <>
          <TextField
            label="Address"
            mono
            type="url"
            value={url}
            onChange={(next) => change({ url: next })}
            maxLength={2048}
            placeholder="https://"
            error={isAddress(url) ? undefined : 'An address begins with https://.'}
          />
          <span className="row tight row-tags">
            <RemovableTags tags={tags} onChange={(next) => change({ tags: next })} />
            <AddTag
              to={url || 'the new reference'}
              tags={tags}
              choices={REFERENCE_TAGS}
              onChange={(next) => change({ tags: next })}
            />
          </span>
        </>
      )}
    </RowList>
  )
}

export function isAddress(url: string): boolean {
  return /^https?:\/\/\S+$/i.test(url.trim())
}

/** People and teams that every record of the kind thanks. */
export function TemplateCredits({ rows, onChange }: ListProps<TemplateCredit>): ReactNode {
  return (
    <RowList
      legend="Credits"
      rows={rows}
      onChange={onChange}
      add="Add a credit"
      fresh={(): TemplateCredit => ({ name: '', type: 'coordinator' })}
      nameOf={({ name }) => name || 'the empty credit'}
      className="credit-row"
    >
      {({ name, type, consent = false }, change) => (
        <>
          <TextField
            label="Name as printed"
            value={name}
            onChange={(next) => change({ name: next })}
            maxLength={4096}
          />
          <SelectField
            label="Role"
            value={type}
            options={CREDIT_TYPES.map((each) => [each, each] as const)}
            onChange={(next) => change({ type: next })}
          />
          <span className="row-check">
            <Check checked={consent} onChange={(agreed) => change({ consent: agreed })}>
              Agreed to be named
            </Check>
          </span>
        </>
      )}
    </RowList>
  )
}

const STATUSES: readonly (readonly [ScheduleEntry['status'], string])[] = [
  ['unaffected', 'not affected'],
  ['unknown', 'unknown'],
  ['affected', 'affected'],
  ['fixed', 'fixed'],
]

/** What is stated of whole branches whatever git says, each with the reason that becomes its override's. */
export function Schedule({
  branches,
  rows,
  onChange,
}: ListProps<ScheduleEntry> & { readonly branches: readonly string[] }): ReactNode {
  return (
    <RowList
      legend="Stated of whole branches"
      rows={rows}
      onChange={onChange}
      add="Add a branch"
      fresh={(): ScheduleEntry => ({ branch: branches[0] ?? '', status: 'unaffected', reason: '' })}
      nameOf={({ branch }) => `the statement on ${branch}`}
      className="schedule-row"
    >
      {({ branch, status, reason }, change) => (
        <>
          <SelectField
            label="Branch"
            value={branch}
            options={branches.map((each) => [each, each] as const)}
            onChange={(next) => change({ branch: next })}
          />
          <SelectField label="Status" value={status} options={STATUSES} onChange={(next) => change({ status: next })} />
          <TextField label="Reason" value={reason} onChange={(next) => change({ reason: next })} maxLength={1000} />
        </>
      )}
    </RowList>
  )
}
