import { type ReactNode, useState } from 'react'
import type { CaseView } from '#desk/cases'
import type { PersonLine } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { SelectField } from '../../pieces/field.tsx'
import { Avatar } from '../../pieces/labels.tsx'
import { Card } from '../../pieces/surfaces.tsx'

/** Who leads the case and who may know of it. Everybody else is told that there is nothing. */
export function CasePeople({ view }: { readonly view: CaseView }): ReactNode {
  const people = useRead<readonly PersonLine[]>(view.may.edit || view.may.access ? '/people' : undefined)
  const active = (people.data ?? []).filter(({ state }) => state === 'active')
  const lead = useChange(
    (coordinator: string) =>
      send<CaseView>(
        'PATCH',
        `/cases/${view.id}`,
        { coordinator: coordinator === '' ? null : coordinator },
        view.version,
      ),
    { touches: ['/cases', '/home'] },
  )
  const access = useChange(
    (ids: readonly string[]) => send<CaseView>('PUT', `/cases/${view.id}/access`, { people: ids }),
    {
      touches: ['/cases'],
      said: { title: 'The list was changed', detail: 'The change is in the audit trail.' },
    },
  )
  const [added, setAdded] = useState('')
  const known = view.access.map(({ id }) => id)
  const others = active.filter(({ id }) => !known.includes(id))
  return (
    <Card title="People">
      <div className="stack-4">
        {view.may.edit && active.length > 0 ? (
          <SelectField
            label="Coordinator"
            value={view.coordinator?.id ?? ''}
            options={[['', 'Nobody yet'], ...active.map(({ id, name }) => [id, name] as const)]}
            onChange={(id) => lead.mutate(id)}
          />
        ) : (
          <p className="small">
            <span className="muted">Coordinator</span> {view.coordinator?.name ?? 'nobody yet'}
          </p>
        )}
        <div>
          <h3>May know</h3>
          <ul className="people-list">
            {view.access.map(({ id, name }) => (
              <li key={id} className="row nowrap">
                <Avatar name={name} />
                <span className="grow">{name}</span>
                {view.may.access && view.access.length > 1 && (
                  <Button
                    kind="ghost"
                    size="sm"
                    icon="close"
                    aria-label={`Take ${name} off the list`}
                    onClick={() => access.mutate(known.filter((each) => each !== id))}
                  />
                )}
              </li>
            ))}
          </ul>
        </div>
        {view.may.access && others.length > 0 && (
          <div className="row nowrap">
            <select
              className="select sm"
              aria-label="Person to add"
              value={added}
              onChange={(event) => setAdded(event.target.value)}
            >
              <option value="">Add a person</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <Button
              unavailable={added === '' ? 'Choose a person first.' : undefined}
              busy={access.isPending}
              onClick={() => {
                access.mutate([...known, added])
                setAdded('')
              }}
            >
              Add
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}
