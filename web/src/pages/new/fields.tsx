import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { cvssInWords, parseCvss } from '#cvss'
import type { Target } from '#desk/cna'
import { Icon } from '../../icons/icon.tsx'
import { Check, Field, TextArea } from '../../pieces/field.tsx'
import { TARGETS } from '../../pieces/target.tsx'
import type { DraftFieldProps, NewDraft } from './new-draft.ts'
import { ProjectField } from './project-field.tsx'
import type { ProposalState } from './use-proposal.ts'
import { WeaknessField } from './weakness-field.tsx'

interface NewFieldsProps {
  readonly draft: NewDraft
  readonly change: (part: Partial<NewDraft>) => void
  readonly proposal: ProposalState
  readonly target: Target
  readonly mayReserve: boolean
  /** Nobody entered a key for the target yet, so no ID can be reserved there. */
  readonly lacksCredentials: boolean
}

/** The eight fields, in the order in which one knows the answers. */
export function NewFields(props: NewFieldsProps): ReactNode {
  const { draft, change, proposal, target, mayReserve, lacksCredentials } = props
  return (
    <>
      <ProjectField draft={draft} change={change} />
      <LinkField draft={draft} change={change} proposal={proposal} />
      <Field
        label="Title"
        count={`${draft.title.length} of 100`}
        help="Name the part and what goes wrong. No full stop, no version."
      >
        {(ties) => (
          <textarea
            {...ties}
            className="input"
            rows={1}
            maxLength={256}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value.replaceAll(/[\r\n\t]+/g, ' ') })}
          />
        )}
      </Field>
      <TextArea
        label={
          <>
            Description<span className="opt">Markdown</span>
          </>
        }
        help="Two or three sentences. Leave out versions and names: they are added from the facts."
        className="tall"
        value={draft.description}
        placeholder="What goes wrong, under which condition, and what an attacker gains"
        onChange={(text) => change({ description: text })}
      />
      <div className="two">
        <WeaknessField draft={draft} change={change} />
        <Field label="Reporter" optional help="Asked before being named.">
          {(ties) => (
            <span className="with-icon">
              <Icon name="person" />
              <input
                {...ties}
                className="input"
                value={draft.reporter}
                placeholder="Name or address"
                autoComplete="off"
                onChange={(event) => change({ reporter: event.target.value })}
              />
            </span>
          )}
        </Field>
      </div>
      <VectorLine draft={draft} change={change} />
      {mayReserve && (
        <div className="reserve">
          <Check
            checked={draft.reserve}
            onChange={(reserve) => change({ reserve })}
            help={
              target === 'sandbox'
                ? 'In the sandbox this is a rehearsal: the ID is worth nothing outside of this desk.'
                : `At ${TARGETS[target].words.toLowerCase()}, from the quota of the project.`
            }
          >
            <strong>Reserve a CVE ID</strong>
          </Check>
        </div>
      )}
      {lacksCredentials && (
        <p className="help reserve">
          No CVE ID can be reserved at {TARGETS[target].words.toLowerCase()} yet: the project has no key for it.{' '}
          <Link to="/projects/$slug/$tab" params={{ slug: draft.project, tab: 'access' }}>
            Enter one
          </Link>
        </p>
      )}
    </>
  )
}

function LinkField({ draft, change, proposal }: Pick<NewFieldsProps, 'draft' | 'change' | 'proposal'>): ReactNode {
  const [isLeft, setLeft] = useState(false)
  const { problem, isWorking } = proposal
  const error =
    isLeft && !isWorking && problem !== undefined ? `${problem.sentence} ${problem.hint ?? ''}`.trim() : undefined
  return (
    <Field
      label="Fix link"
      error={error}
      help={
        <>
          A pull request, commit or issue. Read from the local clone, so it works offline. No fix yet? Leave it empty,
          or <Link to="/cases/new">start from a report</Link>.
        </>
      }
    >
      {(ties) => (
        <span className="with-icon">
          <Icon name="commit" />
          <input
            {...ties}
            className="input mono"
            value={draft.link}
            placeholder="https://… or a hash"
            autoComplete="off"
            spellCheck={false}
            aria-busy={isWorking}
            onChange={(event) => {
              setLeft(false)
              change({ link: event.target.value, accepted: [] })
            }}
            onBlur={() => setLeft(draft.link !== '')}
          />
        </span>
      )}
    </Field>
  )
}

function VectorLine({ draft, change }: DraftFieldProps): ReactNode {
  const [isLeft, setLeft] = useState(false)
  const text = draft.vector.trim()
  const parsed = text === '' ? undefined : parseCvss(text)
  const fault = isLeft && parsed?.ok === false ? parsed.fault : undefined
  return (
    <Field
      label={
        <>
          Severity<span className="opt">paste a vector, or score it later</span>
        </>
      }
      error={fault === undefined ? undefined : `${fault.message}${fault.hint === undefined ? '' : `: ${fault.hint}`}.`}
      help={parsed?.ok === true ? `In words: ${cvssInWords(parsed.value) ?? parsed.value.text}` : undefined}
    >
      {(ties) => (
        <input
          {...ties}
          className="input mono"
          value={draft.vector}
          placeholder="CVSS:4.0/AV:…"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => change({ vector: event.target.value })}
          onBlur={() => setLeft(text !== '')}
          onFocus={() => setLeft(false)}
        />
      )}
    </Field>
  )
}
