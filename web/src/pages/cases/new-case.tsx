import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { CaseView } from '#desk/cases'
import type { ProjectSummary } from '#desk/projects'
import type { NewCase as NewCaseWish } from '../../../../src/http/shapes/cases.ts'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { type Page, useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { Check, SelectField, TextArea, TextField } from '../../pieces/field.tsx'
import { NoProject } from '../../pieces/no-project.tsx'
import { Segments } from '../../pieces/segments.tsx'
import { Crumbs, PageHead } from '../../pieces/surfaces.tsx'
import { say } from '../../pieces/toast.tsx'
import { DayField, momentOf, today } from './day-field.tsx'

/** A report that came by mail, form or phone becomes a case; its clocks start with the moment of its receipt. */
export function NewCase(): ReactNode {
  useTitle('Open a case')
  const projects = useRead<Page<ProjectSummary>>('/projects')
  return (
    <>
      <Crumbs>
        <Link to="/cases">Cases</Link>
        New
      </Crumbs>
      <PageHead
        title="Open a case"
        lede="Write down what was reported, as it was reported. Only you and the people you add will know of it."
      />
      <Reading of={projects} what="the projects">
        {({ items }) =>
          items.length === 0 ? (
            <div className="sec bare">
              <NoProject about="A case belongs to a project: its team is who may be put on it." />
            </div>
          ) : (
            <Form projects={items} />
          )
        }
      </Reading>
    </>
  )
}

function Form({ projects }: { readonly projects: readonly ProjectSummary[] }): ReactNode {
  const may = useMay()
  const navigate = useNavigate()
  const asked = useSearch({ from: '/desk/cases/new' }).project
  const mine = projects.filter(({ slug }) => may('case.create', slug))
  const [project, setProject] = useState(asked ?? mine[0]?.slug ?? '')
  const [title, setTitle] = useState('')
  const [reporter, setReporter] = useState('')
  const [contact, setContact] = useState('')
  const [report, setReport] = useState('')
  const [exploited, setExploited] = useState(false)
  const [disputed, setDisputed] = useState(false)
  const [record, setRecord] = useState('')
  const [day, setDay] = useState(today())
  const [fault, setFault] = useState<string>()
  const open = useChange(
    () => {
      const received = momentOf(day)
      const wish: NewCaseWish = {
        project,
        title: title.trim(),
        report,
        reporter: reporter.trim(),
        ...(contact.trim() !== '' && { contact: contact.trim() }),
        ...(disputed ? { disputes: record.trim() } : exploited && { exploited }),
        ...(received !== undefined && { received }),
      }
      return send<CaseView>('POST', '/cases', wish)
    },
    {
      touches: ['/cases', '/home'],
      done: ({ id }) => void navigate({ to: '/cases/$id', params: { id } }),
      failed: ({ at, sentence, hint }) => {
        if (at === '/disputes') setFault(sentence)
        else say({ tone: 'bad', title: sentence, ...(hint !== undefined && { detail: hint }) })
      },
    },
  )
  const missing =
    project === ''
      ? 'You may not open cases in any project.'
      : title.trim() === ''
        ? 'Give it a title first.'
        : disputed && record.trim() === ''
          ? 'Name the record first.'
          : reporter.trim() === ''
            ? `Say who ${disputed ? 'disputes' : 'reported'} it first.`
            : undefined
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (missing === undefined && !open.isPending) open.mutate(undefined)
      }}
    >
      <Segments
        label="Kind of case"
        value={disputed ? 'dispute' : 'report'}
        options={[
          ['report', 'A report'],
          ['dispute', 'A dispute of a record'],
        ]}
        onChoose={(kind) => setDisputed(kind === 'dispute')}
      />
      <SelectField
        label="Project"
        value={project}
        options={mine.map(({ slug, title: name }) => [slug, name] as const)}
        onChange={setProject}
      />
      {disputed && (
        <TextField
          label="Record"
          value={record}
          onChange={(text) => {
            setRecord(text)
            setFault(undefined)
          }}
          mono
          maxLength={64}
          insist
          error={fault}
          help="CVE ID of the published record, or the identifier of its vulnerability."
        />
      )}
      <TextField
        label="Title"
        value={title}
        onChange={setTitle}
        maxLength={256}
        help="One line that the team will recognise it by."
      />
      <div className="two">
        <TextField
          label={disputed ? 'Disputed by' : 'Reporter'}
          value={reporter}
          onChange={setReporter}
          maxLength={200}
          help={
            disputed
              ? 'As they call themselves.'
              : 'As they call themselves. Nobody is named in public without having said yes.'
          }
        />
        <TextField
          label="Contact"
          optional
          value={contact}
          onChange={setContact}
          maxLength={320}
          help="Address or handle for answers."
        />
      </div>
      <TextArea
        label={disputed ? 'Claim' : 'Report'}
        optional
        help="As it came. It is kept as it is, and shown as text."
        className="report"
        value={report}
        maxLength={200_000}
        onChange={setReport}
      />
      <DayField label="Received on" value={day} onChange={setDay} help="Its clocks start there." />
      {!disputed && (
        <Check
          checked={exploited}
          onChange={setExploited}
          help="Starts a shorter clock: what is exploited is told to authorities within a day."
        >
          It is exploited already
        </Check>
      )}
      <div className="row">
        <Button kind="primary" type="submit" size="lg" busy={open.isPending} unavailable={missing}>
          Open the case
        </Button>
        <ButtonLink to="/cases" kind="ghost" size="lg">
          Back
        </ButtonLink>
      </div>
    </form>
  )
}
