import { type ReactNode, useState } from 'react'
import type { CredentialsView, CredentialsWish, ProjectDetail } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { TextField } from '../../pieces/field.tsx'
import { Menu } from '../../pieces/menu.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { TargetBadge, type TargetName } from '../../pieces/target.tsx'
import { shortDate } from '../../words/time.ts'

const KEPT = ['test', 'production'] as const

/** How the project speaks to CVE Services at each target. Keys go in and never come out again. */
export function Credentials({ project }: { readonly project: ProjectDetail }): ReactNode {
  const may = useMay()
  const mayManage = may('credentials.manage', project.slug)
  const [setting, setSetting] = useState<TargetName>()
  const [removing, setRemoving] = useState<TargetName>()
  return (
    <Section title="CVE service access" about="Keys are kept encrypted, and the desk never shows them again.">
      <Table label="CVE service access" columns={['Target', 'Speaks as', 'Key', ['Actions']]}>
        <tr className="mid">
          <th scope="row">
            <TargetBadge target="sandbox" />
          </th>
          <td className="soft">built in: rehearsals stay on this machine</td>
          <td className="muted">none needed</td>
          <td />
        </tr>
        {KEPT.map((target) => {
          const held = project.credentials.find((each) => each.target === target)
          return (
            <tr key={target} className="mid">
              <th scope="row">
                <TargetBadge target={target} />
              </th>
              <td className="soft">
                {held === undefined ? <span className="muted">no access yet</span> : <Speaks held={held} />}
              </td>
              <td className="muted">{held === undefined ? 'none' : `set ${shortDate(held.setAt)} by ${held.setBy}`}</td>
              <td className="right">
                {mayManage &&
                  (held === undefined ? (
                    <Button size="sm" aria-label={`Set a key for ${target}`} onClick={() => setSetting(target)}>
                      Set a key
                    </Button>
                  ) : (
                    <Menu
                      label={`Access to ${target}`}
                      items={[
                        { words: 'Replace the key…', icon: 'key', run: () => setSetting(target) },
                        { words: 'Remove…', icon: 'close', tone: 'bad', run: () => setRemoving(target) },
                      ]}
                    />
                  ))}
              </td>
            </tr>
          )
        })}
      </Table>
      {setting !== undefined && (
        <SetDialog
          project={project}
          target={setting}
          held={project.credentials.find((each) => each.target === setting)}
          onClose={() => setSetting(undefined)}
        />
      )}
      {removing !== undefined && (
        <RemoveDialog project={project} target={removing} onClose={() => setRemoving(undefined)} />
      )}
    </Section>
  )
}

function Speaks({ held }: { readonly held: CredentialsView }): ReactNode {
  return (
    <>
      <span className="mono">{held.user}</span> of <span className="mono">{held.org}</span>
      <span className="muted mono tiny block-line">{held.url}</span>
    </>
  )
}

interface SetDialogProps {
  readonly project: ProjectDetail
  readonly target: TargetName
  readonly held: CredentialsView | undefined
  readonly onClose: () => void
}

function SetDialog({ project, target, held, onClose }: SetDialogProps): ReactNode {
  const [org, setOrg] = useState(held?.org ?? project.foundation?.shortName ?? '')
  const [user, setUser] = useState(held?.user ?? '')
  const [key, setKey] = useState('')
  const [url, setUrl] = useState('')
  const save = useChange(
    (wish: CredentialsWish) => send('PUT', `/projects/${project.slug}/credentials/${target}`, wish),
    {
      touches: [`/projects/${project.slug}`, '/ids'],
      said: { title: 'The key is kept', detail: 'The ID desk shows at once whether it works.' },
      done: onClose,
    },
  )
  const missing = org.trim().length < 2 || user.trim().length < 3 || key === ''
  return (
    <Dialog
      open
      target={target}
      title={`Access of ${project.title}`}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            kind="primary"
            busy={save.isPending}
            unavailable={missing ? 'Organisation, user and key are needed.' : undefined}
            onClick={() =>
              save.mutate({
                org: org.trim(),
                user: user.trim(),
                key,
                ...(url.trim() !== '' && { url: url.trim() }),
              })
            }
          >
            Keep the key
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <TextField
          label="Organisation"
          mono
          value={org}
          onChange={setOrg}
          maxLength={32}
          help="Short name at CVE Services."
        />
        <TextField label="User" mono value={user} onChange={setUser} maxLength={128} autoComplete="off" />
        <TextField
          label="API key"
          type="password"
          mono
          value={key}
          onChange={setKey}
          maxLength={512}
          autoComplete="off"
          help="Best the key of an account of its own, which can be renewed without anybody else noticing."
        />
        <TextField
          label="Address of the service"
          optional
          mono
          value={url}
          onChange={setUrl}
          help="Only for a service of your own; the known address is used otherwise."
        />
      </div>
    </Dialog>
  )
}

function RemoveDialog(props: {
  readonly project: ProjectDetail
  readonly target: TargetName
  readonly onClose: () => void
}): ReactNode {
  const { project, target, onClose } = props
  const remove = useChange(() => send('DELETE', `/projects/${project.slug}/credentials/${target}`), {
    touches: [`/projects/${project.slug}`, '/ids'],
    said: { title: 'The key is removed' },
    done: onClose,
  })
  return (
    <Dialog
      open
      target={target}
      title={`Remove the access of ${project.title}?`}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onClick={onClose}>
            Keep it
          </Button>
          <Button kind="danger" busy={remove.isPending} onClick={() => remove.mutate(undefined)}>
            Remove the key
          </Button>
        </>
      }
    >
      <p className="small">
        Nothing can be reserved or published there for this project until a key is set again. Scheduled publications
        will say that they had none.
      </p>
    </Dialog>
  )
}
