import { type ReactNode, useState } from 'react'
import type { ProjectDetail, SettingsView } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import type { Problem } from '../../data/problem.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { TextArea } from '../../pieces/field.tsx'
import { Skeleton } from '../../pieces/states.tsx'
import { Note, Section } from '../../pieces/surfaces.tsx'

/** `steward.yaml` as it stands; it is taken as a whole or not at all. */
export function Settings({ project }: { readonly project: ProjectDetail }): ReactNode {
  const settings = useRead<SettingsView>(`/projects/${project.slug}/settings`)
  return (
    <Section title="Settings" about="The same text as steward.yaml in a repository. Comments and order are kept.">
      <Reading of={settings} what="the settings" shape={<Skeleton width="100%" height="480px" />}>
        {(view) => <Editor key={view.version} project={project} view={view} />}
      </Reading>
    </Section>
  )
}

function Editor({ project, view }: { readonly project: ProjectDetail; readonly view: SettingsView }): ReactNode {
  const [text, setText] = useState(view.text)
  const [problem, setProblem] = useState<Problem>()
  const save = useChange(
    (next: string) => send<SettingsView>('PUT', `/projects/${project.slug}/settings`, { text: next }, view.version),
    {
      touches: [`/projects/${project.slug}`, '/projects', '/board'],
      said: { title: 'The settings are saved', detail: 'Branches, releases and records follow them.' },
      done: () => setProblem(undefined),
      failed: setProblem,
    },
  )
  return (
    <form
      className="stack-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (!save.isPending && text !== view.text) save.mutate(text)
      }}
    >
      {problem !== undefined && (
        <Note tone="bad">
          <strong>Not saved.</strong>{' '}
          {problem.errors.length > 0 ? (
            <ul>
              {problem.errors.map(({ at, detail }) => (
                <li key={`${at} ${detail}`}>
                  {at !== undefined && <code>{at}</code>} {detail}
                </li>
              ))}
            </ul>
          ) : (
            problem.sentence
          )}
        </Note>
      )}
      <TextArea
        label={<span className="sr">Text of the settings</span>}
        className="settings-text"
        spellCheck={false}
        value={text}
        onChange={setText}
      />
      <div className="row">
        <Button
          kind="primary"
          type="submit"
          busy={save.isPending}
          unavailable={text === view.text ? 'Nothing was changed.' : undefined}
        >
          Save
        </Button>
        {text !== view.text && (
          <Button kind="ghost" onClick={() => setText(view.text)}>
            Take the changes back
          </Button>
        )}
      </div>
    </form>
  )
}
