import { type ReactNode, useState } from 'react'
import type { AccountView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { useSession } from '../../data/session.ts'
import { Button } from '../../pieces/button.tsx'
import { TextField } from '../../pieces/field.tsx'
import { ProjectName } from '../../pieces/project-name.tsx'
import { Section } from '../../pieces/surfaces.tsx'

export function Profile({ account }: { readonly account: AccountView }): ReactNode {
  const me = useSession()
  const [name, setName] = useState(account.name)
  const save = useChange(() => send<AccountView>('PATCH', '/me', { name: name.trim() }, account.version), {
    touches: ['/me', '/session', '/people'],
    said: { title: 'Your name is saved' },
  })
  return (
    <Section title="You">
      <form
        className="row wide top"
        onSubmit={(event) => {
          event.preventDefault()
          if (!save.isPending && name.trim() !== '' && name !== account.name) save.mutate(undefined)
        }}
      >
        <div className="field-s">
          <TextField
            label="Name"
            value={name}
            onChange={setName}
            maxLength={100}
            autoComplete="name"
            help={`You sign in as ${account.email}.`}
          />
        </div>
        <div className="beside">
          <Button
            type="submit"
            busy={save.isPending}
            unavailable={name.trim() === '' || name === account.name ? 'Nothing was changed.' : undefined}
          >
            Save
          </Button>
        </div>
      </form>
      <dl className="kv roles-kv">
        <dt>For the foundation</dt>
        <dd>{me.foundation.join(', ') || <span className="muted">no role</span>}</dd>
        {Object.entries(me.projects)
          .filter(([, roles]) => roles.length > 0)
          .map(([project, roles]) => (
            <div key={project} className="pair">
              <dt>
                In <ProjectName slug={project} />
              </dt>
              <dd>{roles.join(', ')}</dd>
            </div>
          ))}
      </dl>
    </Section>
  )
}
