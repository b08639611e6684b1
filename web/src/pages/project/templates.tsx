import { type ReactNode, useState } from 'react'
import type { ProjectDetail, TemplateImported, TemplateSummary, TemplateView } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { download } from '../../data/download.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Field, TextArea, TextField } from '../../pieces/field.tsx'
import { Tag } from '../../pieces/labels.tsx'
import { Menu } from '../../pieces/menu.tsx'
import { EmptyState, Loading } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { say } from '../../pieces/toast.tsx'
import { count } from '../../words/numbers.ts'
import { TemplateDialog } from './template-dialog.tsx'

type Doing =
  | { readonly what: 'new' | 'import' }
  | { readonly what: 'edit' | 'remove'; readonly template: TemplateSummary }

/** What a new vulnerability of the project starts with, and what is stated of whole branches. */
export function Templates({ project }: { readonly project: ProjectDetail }): ReactNode {
  const may = useMay()
  const mayEdit = may('template.edit', project.slug)
  const [doing, setDoing] = useState<Doing>()
  const close = (): void => setDoing(undefined)
  return (
    <Section
      title="Templates"
      about="What every vulnerability of a kind has in common, filled in before anybody types."
      action={
        mayEdit && (
          <span className="row tight">
            <Button size="sm" onClick={() => setDoing({ what: 'import' })}>
              Import
            </Button>
            <Button size="sm" icon="add" onClick={() => setDoing({ what: 'new' })}>
              New template
            </Button>
          </span>
        )
      }
    >
      {project.templates.length === 0 ? (
        <EmptyState
          title="No template yet"
          about="A template holds the weakness, the references, the credits and the stated branches that recur. A CVE record or a Vulnogram template can be imported as one."
        />
      ) : (
        <ul className="template-cards">
          {project.templates.map((template) => (
            <li key={template.id} className="card">
              <div className="pad row nowrap">
                <div className="grow">
                  <p className="row">
                    <strong>{template.name}</strong>
                    {template.isDefault && <Tag>default</Tag>}
                  </p>
                  <p className="small muted">
                    {template.about !== '' && `${template.about} `}
                    {template.used === 0 ? 'Not used yet.' : `Used ${count(template.used, 'time')}.`}
                  </p>
                </div>
                {may('vulnerability.create', project.slug) && (
                  <ButtonLink size="sm" to="/vulnerabilities/new" search={{ project: project.slug }}>
                    Use
                  </ButtonLink>
                )}
                <Menu
                  label={`More for ${template.name}`}
                  items={[
                    {
                      words: 'Export as JSON',
                      icon: 'download',
                      run: () => void exportTemplate(project.slug, template),
                    },
                    ...(mayEdit
                      ? [
                          { words: 'Edit…', icon: 'comment' as const, run: () => setDoing({ what: 'edit', template }) },
                          {
                            words: 'Remove…',
                            icon: 'close' as const,
                            tone: 'bad' as const,
                            run: () => setDoing({ what: 'remove', template }),
                          },
                        ]
                      : []),
                  ]}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
      {doing?.what === 'new' && <TemplateDialog project={project} onClose={close} />}
      {doing?.what === 'edit' && <EditDialog project={project} id={doing.template.id} onClose={close} />}
      {doing?.what === 'import' && <ImportDialog project={project} onClose={close} />}
      {doing?.what === 'remove' && <RemoveDialog project={project} template={doing.template} onClose={close} />}
    </Section>
  )
}

interface EditDialogProps {
  readonly project: ProjectDetail
  readonly id: string
  readonly onClose: () => void
}

function EditDialog({ project, id, onClose }: EditDialogProps): ReactNode {
  const template = useRead<TemplateView>(`/projects/${project.slug}/templates/${id}`)
  if (template.data !== undefined)
    return <TemplateDialog project={project} template={template.data} onClose={onClose} />
  return (
    <Dialog open title="Template" onClose={onClose}>
      <Reading of={template} what="the template" shape={<Loading words="Loading the template" />}>
        {() => null}
      </Reading>
    </Dialog>
  )
}

async function exportTemplate(project: string, { id, name }: TemplateSummary): Promise<void> {
  try {
    const { content } = await send<TemplateView>('GET', `/projects/${project}/templates/${id}`)
    const text = `${JSON.stringify({ name, content }, undefined, 2)}\n`
    download(`${project}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-')}.json`, 'application/json', text)
  } catch (thrown) {
    say({ tone: 'bad', title: 'The template cannot be exported', detail: String(thrown) })
  }
}

function ImportDialog({ project, onClose }: Omit<EditDialogProps, 'id'>): ReactNode {
  const [text, setText] = useState('')
  const [name, setName] = useState('')
  const take = useChange(
    () =>
      send<TemplateImported>('POST', `/projects/${project.slug}/templates/import`, {
        text,
        ...(name.trim() !== '' && { name: name.trim() }),
      }),
    {
      touches: [`/projects/${project.slug}`],
      said: ({ template, notes }) => ({
        title: `${template.name} is imported`,
        ...(notes.length > 0 && { detail: `Not taken over: ${notes.join('; ')}` }),
      }),
      done: onClose,
    },
  )
  return (
    <Dialog
      open
      wide
      title="Import a template"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind="primary"
            busy={take.isPending}
            unavailable={text.trim() === '' ? 'Choose a file or paste its text first.' : undefined}
            onClick={() => take.mutate(undefined)}
          >
            Import
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <Field label="File" optional help="An exported template, or a CVE record that serves as one.">
          {(ties) => (
            <input
              {...ties}
              className="input"
              type="file"
              accept=".json,application/json"
              onChange={(event) => {
                const file = event.target.files?.[0]
                if (file !== undefined) void file.text().then(setText)
              }}
            />
          )}
        </Field>
        <TextArea label="Text" className="mono" spellCheck={false} value={text} onChange={setText} />
        <TextField label="Name" optional value={name} onChange={setName} maxLength={100} />
      </div>
    </Dialog>
  )
}

function RemoveDialog(props: {
  readonly project: ProjectDetail
  readonly template: TemplateSummary
  readonly onClose: () => void
}): ReactNode {
  const { project, template, onClose } = props
  const remove = useChange(
    () => send('DELETE', `/projects/${project.slug}/templates/${template.id}`, undefined, template.version),
    { touches: [`/projects/${project.slug}`], said: { title: `${template.name} is removed` }, done: onClose },
  )
  return (
    <Dialog
      open
      title={`Remove ${template.name}?`}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            Keep it
          </Button>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(undefined)}>
            Remove the template
          </Button>
        </>
      }
    >
      <p className="small">
        Vulnerabilities that were started from it stay as they are. Export it first to keep a copy.
      </p>
    </Dialog>
  )
}
