import { type ReactNode, useState } from 'react'
import type { NewTokenView, Verb } from '#desk/people'
import type { ProjectSummary } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import { type Page, useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Check, SelectField, TextField } from '../../pieces/field.tsx'

const VERBS: readonly (readonly [Verb, string])[] = [
  ['read', 'see what you see'],
  ['write', 'change facts, cases and templates'],
  ['review', 'comment, approve, decide on the board'],
  ['publish', 'send to CVE Services, reserve and reject IDs'],
  ['administer', 'people, projects, keys, audit'],
]

interface NewTokenDialogProps {
  readonly onClose: () => void
  readonly onMade: (token: NewTokenView) => void
}

export function NewTokenDialog({ onClose, onMade }: NewTokenDialogProps): ReactNode {
  const projects = useRead<Page<ProjectSummary>>('/projects')
  const [name, setName] = useState('')
  const [project, setProject] = useState('')
  const [verbs, setVerbs] = useState<readonly Verb[]>(['read'])
  const [embargoed, setEmbargoed] = useState(false)
  const [days, setDays] = useState('90')
  const make = useChange(
    () =>
      send<NewTokenView>('POST', '/me/tokens', {
        name: name.trim(),
        projects: project === '' ? 'all' : [project],
        verbs,
        embargoed,
        days: Number(days),
      }),
    {
      touches: ['/me'],
      done: (token) => {
        onClose()
        onMade(token)
      },
    },
  )
  const missing =
    name.trim() === '' ? 'Give it a name first.' : verbs.length === 0 ? 'Say what it may do first.' : undefined
  return (
    <Dialog
      open
      title="New token"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" busy={make.isPending} unavailable={missing} onClick={() => make.mutate(undefined)}>
            Make the token
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <TextField label="Name" value={name} onChange={setName} maxLength={100} help="The program that will use it." />
        <div className="two">
          <SelectField
            label="In"
            value={project}
            options={[
              ['', 'Every project'],
              ...(projects.data?.items ?? []).map(({ slug, title }) => [slug, title] as const),
            ]}
            onChange={setProject}
          />
          <SelectField
            label="Works for"
            value={days}
            options={[
              ['7', '7 days'],
              ['30', '30 days'],
              ['90', '90 days'],
              ['365', 'a year'],
            ]}
            onChange={setDays}
          />
        </div>
        <fieldset className="stack">
          <legend>May</legend>
          {VERBS.map(([verb, about]) => (
            <Check
              key={verb}
              checked={verbs.includes(verb)}
              onChange={(on) => setVerbs(on ? [...verbs, verb] : verbs.filter((each) => each !== verb))}
              help={about}
            >
              {verb}
            </Check>
          ))}
          <Check checked={embargoed} onChange={setEmbargoed} help="Only what you may know of yourself.">
            see what is under embargo
          </Check>
        </fieldset>
      </div>
    </Dialog>
  )
}
