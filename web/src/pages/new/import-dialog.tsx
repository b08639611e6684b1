import { Link } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import type { ImportOutcome } from '#desk/advisories'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { useTarget } from '../../frame/target.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Field, TextField } from '../../pieces/field.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { sentence } from '../../pieces/states.tsx'
import { TARGETS } from '../../pieces/target.tsx'
import { count } from '../../words/numbers.ts'

/** The desk takes no larger file, in bytes: no record comes near it. */
const LARGEST = 4 * 1024 * 1024

interface Imported {
  readonly outcomes: readonly ImportOutcome[]
}

/** Vulnerabilities from files, or one from CVE Services. */
export function ImportDialog({
  project,
  onClose,
}: {
  readonly project: string
  readonly onClose: () => void
}): ReactNode {
  const target = useTarget()
  const form = useId()
  const [files, setFiles] = useState<readonly File[]>([])
  const [cve, setCve] = useState('')
  const [outcomes, setOutcomes] = useState<readonly ImportOutcome[]>()
  const take = useChange(
    async () => {
      const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })))
      return send<Imported>('POST', '/vulnerabilities/import', {
        project,
        ...(texts.length > 0 ? { files: texts } : { cve: cve.trim(), target }),
      })
    },
    { touches: ['/vulnerabilities', '/home'], done: (imported) => setOutcomes(imported.outcomes) },
  )
  const tooLarge = files.find(({ size }) => size > LARGEST)
  const lacks =
    project === ''
      ? 'Choose the project first.'
      : tooLarge !== undefined
        ? `${tooLarge.name} is larger than 4 MB: no record is.`
        : files.length === 0 && cve.trim() === ''
          ? 'Choose files, or give a CVE ID.'
          : undefined
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (lacks === undefined && !take.isPending) take.mutate(undefined)
  }
  return (
    <Dialog
      open
      wide
      title="Import records"
      onClose={onClose}
      footer={
        outcomes === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button kind="primary" type="submit" form={form} unavailable={lacks} busy={take.isPending}>
              Import
            </Button>
          </>
        ) : (
          <Button autoFocus onClick={onClose}>
            Close
          </Button>
        )
      }
    >
      {outcomes === undefined ? (
        <form id={form} className="stack-4" onSubmit={submit}>
          <Field
            label="Files"
            help="CVE records, OSV records or facts files. What several of them say of one vulnerability is put together; where they disagree you are told."
          >
            {(ties) => (
              <input
                {...ties}
                className="input"
                type="file"
                multiple
                accept=".json,.md,application/json,text/markdown"
                onChange={(event) => setFiles([...(event.target.files ?? [])])}
              />
            )}
          </Field>
          <TextField
            label="Or one record of CVE Services"
            optional
            mono
            value={cve}
            onChange={setCve}
            placeholder="CVE-2030-12345"
            help={`Read from ${TARGETS[target].words.toLowerCase()}, where the desk sends to now.`}
          />
        </form>
      ) : (
        <Outcomes outcomes={outcomes} />
      )}
    </Dialog>
  )
}

function Outcomes({ outcomes }: { readonly outcomes: readonly ImportOutcome[] }): ReactNode {
  const made = outcomes.filter(({ state }) => state === 'created').length
  return (
    <div className="stack" role="status">
      <p>{made === 0 ? 'Nothing was imported.' : `${count(made, 'vulnerability', 'vulnerabilities')} imported.`}</p>
      <ul className="outcomes">
        {outcomes.map(({ id, cve, state, sources, conflicts, leftOut, problem }) => (
          <li key={id}>
            <span className="row">
              {state === 'refused' ? (
                <span className="id">{sources.join(', ')}</span>
              ) : (
                <Link to="/vulnerabilities/$id" params={{ id }} className="id">
                  {cve ?? id}
                </Link>
              )}
              <OutcomeBadge state={state} />
            </span>
            {problem !== undefined && (
              <span className="small">
                {sentence(problem.message)} {problem.hint !== undefined && sentence(problem.hint)}
              </span>
            )}
            {conflicts.map(({ field, kept, from, other, otherFrom }) => (
              <span className="small soft" key={`${field} ${other}`}>
                {field}: kept “{kept}” of {from}; {otherFrom} says “{other}”.
              </span>
            ))}
            {leftOut.length > 0 && (
              <details className="small soft">
                <summary>Not taken over: {count(leftOut.length, 'place')}</summary>
                <ul>
                  {leftOut.map(({ at, from, value }) => (
                    <li key={`${from} ${at}`}>
                      <code>{at}</code> of {from}: {value}
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function OutcomeBadge({ state }: Pick<ImportOutcome, 'state'>): ReactNode {
  switch (state) {
    case 'created':
      return (
        <Badge tone="good" icon="check">
          Imported
        </Badge>
      )
    case 'exists':
      return <Badge>Is here already</Badge>
    case 'refused':
      return (
        <Badge tone="bad" icon="error">
          Not imported
        </Badge>
      )
  }
}
