import { type ReactNode, useState } from 'react'
import type { ProjectDetail, ScheduleEntry, TemplateContent, TemplateView, TemplateWish } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Check, SelectField, TextArea, TextField } from '../../pieces/field.tsx'
import {
  isAddress,
  Schedule,
  type TemplateCredit,
  TemplateCredits,
  type TemplateReference,
  TemplateReferences,
} from './template-lists.tsx'

type Discovery = NonNullable<TemplateContent['discovery']>

const DISCOVERIES: readonly (readonly [Discovery | '', string])[] = [
  ['', 'Not stated'],
  ['INTERNAL', 'By ourselves'],
  ['EXTERNAL', 'By others'],
  ['USER', 'By a user'],
  ['UNKNOWN', 'Unknown'],
]

interface TemplateDialogProps {
  readonly project: ProjectDetail
  /** Absent for a new one. */
  readonly template?: TemplateView
  readonly onClose: () => void
}

/** A template in a form. What the form does not show (workarounds) stays as it is. */
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
  const [references, setReferences] = useState<readonly TemplateReference[]>(given.references ?? [])
  const [credits, setCredits] = useState<readonly TemplateCredit[]>(given.credits ?? [])
  const [schedule, setSchedule] = useState<readonly ScheduleEntry[]>(given.schedule ?? [])
  const save = useChange(
    (wish: TemplateWish) =>
      template === undefined
        ? send<TemplateView>('POST', `/projects/${project.slug}/templates`, wish)
        : send<TemplateView>('PUT', `/projects/${project.slug}/templates/${template.id}`, wish, template.version),
    { touches: [`/projects/${project.slug}`], said: { title: `${name.trim()} is saved` }, done: onClose },
  )
  const content: TemplateContent = {
    ...(given.workarounds !== undefined && { workarounds: given.workarounds }),
    ...list('weaknesses', weaknesses),
    ...list('modules', modules),
    ...list('platforms', platforms),
    ...(discovery !== '' && { discovery }),
    ...(description.trim() !== '' && { description }),
    ...(references.length > 0 && { references: references.map((each) => ({ ...each, url: each.url.trim() })) }),
    ...(credits.length > 0 && { credits: credits.map((each) => ({ ...each, name: each.name.trim() })) }),
    ...(schedule.length > 0 && { schedule }),
  }
  const missing =
    name.trim() === ''
      ? 'Give it a name first.'
      : schedule.some(({ branch, reason }) => branch.trim() === '' || reason.trim() === '')
        ? 'Each stated branch needs its name and a reason.'
        : references.some(({ url }) => !isAddress(url))
          ? 'Each reference needs an address that begins with https://.'
          : credits.some((each) => each.name.trim() === '')
            ? 'Each credit needs a name.'
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
        <TextArea
          label="Description starts with"
          optional
          help="Markdown."
          value={description}
          onChange={setDescription}
        />
        <TemplateReferences rows={references} onChange={setReferences} />
        <TemplateCredits rows={credits} onChange={setCredits} />
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
