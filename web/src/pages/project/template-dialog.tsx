import { type ReactNode, useState } from 'react'
import type { ProjectDetail, ScheduleEntry, TemplateContent, TemplateView, TemplateWish } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Check, Field, SelectField, TextField } from '../../pieces/field.tsx'

type Discovery = NonNullable<TemplateContent['discovery']>

const DISCOVERIES: readonly (readonly [Discovery | '', string])[] = [
  ['', 'Not stated'],
  ['INTERNAL', 'By ourselves'],
  ['EXTERNAL', 'By others'],
  ['USER', 'By a user'],
  ['UNKNOWN', 'Unknown'],
]

const STATUSES: readonly (readonly [ScheduleEntry['status'], string])[] = [
  ['unaffected', 'not affected'],
  ['unknown', 'unknown'],
  ['affected', 'affected'],
  ['fixed', 'fixed'],
]

interface TemplateDialogProps {
  readonly project: ProjectDetail
  /** Absent for a new one. */
  readonly template?: TemplateView
  readonly onClose: () => void
}

/** A template in a form. What the form does not show (references, credits) stays as it is. */
export function TemplateDialog({ project, template, onClose }: TemplateDialogProps): ReactNode {
  const given = template?.content ?? {}
  const [name, setName] = useState(template?.name ?? '')
  const [about, setAbout] = useState(template?.about ?? '')
  const [isDefault, setDefault] = useState(template?.isDefault ?? false)
  const [weaknesses, setWeaknesses] = useState(given.weaknesses?.join(', ') ?? '')
  const [modules, setModules] = useState(given.modules?.join(', ') ?? '')
  const [platforms, setPlatforms] = useState(given.platforms?.join(', ') ?? '')
  const [discovery, setDiscovery] = useState<Discovery | ''>(given.discovery ?? '')
  const [description, setDescription] = useState(given.description ?? '')
  const [schedule, setSchedule] = useState<readonly ScheduleEntry[]>(given.schedule ?? [])
  const save = useChange(
    (wish: TemplateWish) =>
      template === undefined
        ? send<TemplateView>('POST', `/projects/${project.slug}/templates`, wish)
        : send<TemplateView>('PUT', `/projects/${project.slug}/templates/${template.id}`, wish, template.version),
    { touches: [`/projects/${project.slug}`], said: { title: `${name.trim()} is saved` }, done: onClose },
  )
  const { weaknesses: _w, modules: _m, platforms: _p, discovery: _d, description: _t, schedule: _s, ...kept } = given
  const content: TemplateContent = {
    ...kept,
    ...list('weaknesses', weaknesses),
    ...list('modules', modules),
    ...list('platforms', platforms),
    ...(discovery !== '' && { discovery }),
    ...(description.trim() !== '' && { description }),
    ...(schedule.length > 0 && { schedule }),
  }
  const missing =
    name.trim() === ''
      ? 'Give it a name first.'
      : schedule.some(({ branch, reason }) => branch.trim() === '' || reason.trim() === '')
        ? 'Each stated branch needs its name and a reason.'
        : undefined
  return (
    <Dialog
      open
      wide
      title={template === undefined ? 'New template' : template.name}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind="primary"
            busy={save.isPending}
            unavailable={missing}
            onClick={() => save.mutate({ name: name.trim(), about: about.trim(), isDefault, content })}
          >
            Save
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <div className="two">
          <TextField label="Name" value={name} onChange={setName} maxLength={100} />
          <TextField label="About" optional value={about} onChange={setAbout} maxLength={500} />
        </div>
        <Check checked={isDefault} onChange={setDefault}>
          Taken unless another is chosen
        </Check>
        <div className="two">
          <TextField
            label="Weaknesses"
            optional
            mono
            value={weaknesses}
            onChange={setWeaknesses}
            placeholder="CWE-22"
          />
          <SelectField label="Found" optional value={discovery} options={DISCOVERIES} onChange={setDiscovery} />
        </div>
        <div className="two">
          <TextField label="Modules" optional value={modules} onChange={setModules} help="With commas between them." />
          <TextField label="Platforms" optional value={platforms} onChange={setPlatforms} help="With commas between." />
        </div>
        <Field label="Description starts with" optional help="Markdown.">
          {(ties) => (
            <textarea
              {...ties}
              className="area"
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <Schedule branches={project.branches.map((each) => each.name)} rows={schedule} onChange={setSchedule} />
      </div>
    </Dialog>
  )
}

function list(field: 'weaknesses' | 'modules' | 'platforms', text: string): TemplateContent {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  return words.length === 0 ? {} : { [field]: words }
}

interface ScheduleProps {
  readonly branches: readonly string[]
  readonly rows: readonly ScheduleEntry[]
  readonly onChange: (rows: readonly ScheduleEntry[]) => void
}

/** What is stated of whole branches whatever git says, each with the reason that becomes its override's. */
function Schedule({ branches, rows, onChange }: ScheduleProps): ReactNode {
  const change = (at: number, entry: Partial<ScheduleEntry>): void =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...entry } : row)))
  return (
    <fieldset className="stack">
      <legend>Stated of whole branches</legend>
      {rows.map((row, at) => (
        <div key={`${at + 1} of ${rows.length}`} className="schedule-row">
          <SelectField
            label="Branch"
            value={row.branch}
            options={branches.map((branch) => [branch, branch] as const)}
            onChange={(branch) => change(at, { branch })}
          />
          <SelectField
            label="Status"
            value={row.status}
            options={STATUSES}
            onChange={(status) => change(at, { status })}
          />
          <TextField label="Reason" value={row.reason} onChange={(reason) => change(at, { reason })} maxLength={1000} />
          <Button
            kind="ghost"
            icon="close"
            aria-label={`Remove the statement on ${row.branch}`}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon="add"
          onClick={() => onChange([...rows, { branch: branches[0] ?? '', status: 'unaffected', reason: '' }])}
        >
          Add a branch
        </Button>
      </div>
    </fieldset>
  )
}
