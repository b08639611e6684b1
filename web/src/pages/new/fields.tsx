import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useState } from 'react'
import { cvssInWords, parseCvss } from '#cvss'
import type { WeaknessView } from '#desk/advisories'
import type { Target } from '#desk/cna'
import type { ProjectDetail, ProjectSummary } from '#desk/projects'
import { useRead } from '../../data/reads.ts'
import { withQuery } from '../../data/request.ts'
import { Icon } from '../../icons/icon.tsx'
import { Combobox } from '../../pieces/combobox.tsx'
import { Check, Field, SelectField } from '../../pieces/field.tsx'
import { TARGETS } from '../../pieces/target.tsx'
import type { NewDraft } from './new-draft.ts'
import type { ProposalState } from './use-proposal.ts'

interface NewFieldsProps {
  readonly draft: NewDraft
  readonly change: (part: Partial<NewDraft>) => void
  readonly proposal: ProposalState
  readonly target: Target
  readonly mayReserve: boolean
}

/** The eight fields, in the order in which one knows the answers. */
export function NewFields({ draft, change, proposal, target, mayReserve }: NewFieldsProps): ReactNode {
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
      <Field
        label={
          <>
            Description<span className="opt">Markdown</span>
          </>
        }
        help="Two or three sentences. Leave out versions and names: they are added from the facts."
      >
        {(ties) => (
          <textarea
            {...ties}
            className="area tall"
            value={draft.description}
            placeholder="What goes wrong, under which condition, and what an attacker gains"
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
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
    </>
  )
}

type FieldProps = Pick<NewFieldsProps, 'draft' | 'change'>

interface Projects {
  readonly items: readonly ProjectSummary[]
}

function ProjectField({ draft, change }: FieldProps): ReactNode {
  const projects = useRead<Projects>('/projects')
  const project = useRead<ProjectDetail>(draft.project === '' ? undefined : `/projects/${draft.project}`)
  const first = projects.data?.items[0]?.slug
  useEffect(() => {
    if (draft.project === '' && first !== undefined) change({ project: first })
  })
  const templates = project.data?.templates ?? []
  const standard = templates.find(({ isDefault }) => isDefault)
  const options = (projects.data?.items ?? []).map(
    ({ slug, title }) =>
      [
        slug,
        slug === draft.project && standard !== undefined ? `${title}, with its template “${standard.name}”` : title,
      ] as const,
  )
  return (
    <>
      <SelectField
        label="Project"
        value={draft.project}
        options={options}
        onChange={(slug) => change({ project: slug, template: '', accepted: [] })}
        help="Fills in vendor, product, package names and the version scheme."
      />
      {templates.length > 1 && (
        <SelectField
          label="Template"
          optional
          value={draft.template}
          options={[
            ['', standard === undefined ? 'None' : standard.name],
            ...templates.filter(({ id }) => id !== standard?.id).map(({ id, name }) => [id, name] as const),
          ]}
          onChange={(template) => change({ template })}
          help={templates.find(({ id }) => id === draft.template)?.about ?? standard?.about}
        />
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

interface Weaknesses {
  readonly items: readonly WeaknessView[]
}

function WeaknessField({ draft, change }: FieldProps): ReactNode {
  const [typed, setTyped] = useState('')
  const found = useRead<Weaknesses>(
    typed.trim() === '' ? undefined : withQuery('/weaknesses', { q: typed.trim(), limit: 12 }),
    { keep: true },
  )
  return (
    <Combobox<{ readonly id: string; readonly name: string; readonly advisedAgainst?: boolean }>
      label="Weakness"
      placeholder="CWE number or words"
      help="The kind of mistake."
      items={typed.trim() === '' ? [] : (found.data?.items ?? [])}
      searching={found.isFetching}
      value={draft.weakness}
      onSearch={setTyped}
      onChoose={(chosen) => change({ weakness: chosen === null ? null : { id: chosen.id, name: chosen.name } })}
      words={({ id, name }) => `${id} ${name}`}
      keyOf={({ id }) => id}
    >
      {({ id, name, advisedAgainst }) => (
        <span className="row nowrap">
          <span className="id">{id}</span>
          <span>{name}</span>
          {advisedAgainst === true && <span className="push tiny muted">better not</span>}
        </span>
      )}
    </Combobox>
  )
}

function VectorLine({ draft, change }: FieldProps): ReactNode {
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
