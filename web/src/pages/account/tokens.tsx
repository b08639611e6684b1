import { type ReactNode, useState } from 'react'
import type { NewTokenView, TokenLine } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { Tag } from '../../pieces/labels.tsx'
import { ShownOnce } from '../../pieces/shown-once.tsx'
import { SkeletonTable } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { Ago } from '../../pieces/time.tsx'
import { date } from '../../words/time.ts'
import { NewTokenDialog } from './new-token-dialog.tsx'

/** Tokens for programs: each may do at most what its person may, in the projects and with the verbs it names. */
export function Tokens(): ReactNode {
  const tokens = useRead<readonly TokenLine[]>('/me/tokens')
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<NewTokenView>()
  const remove = useChange(({ id }: TokenLine) => send('DELETE', `/me/tokens/${id}`), {
    touches: ['/me'],
    said: (_, { name }) => ({
      title: `${name} is taken back`,
      detail: 'Programs that use it are refused from now on.',
    }),
  })
  return (
    <Section
      title="Tokens for programs"
      about="A token may do at most what you may, and only what it is made for."
      action={
        <span className="row tight">
          <ButtonLink size="sm" kind="ghost" to="/interface">
            The interface
          </ButtonLink>
          <Button size="sm" icon="add" onClick={() => setMaking(true)}>
            New token
          </Button>
        </span>
      }
    >
      <Reading of={tokens} what="your tokens" shape={<SkeletonTable rows={2} />}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="small muted">None yet.</p>
          ) : (
            <Table label="Tokens" columns={['Name', 'May', 'In', 'Until', 'Last used', ['Actions']]}>
              {rows.map((token) => (
                <tr key={token.id} className="mid">
                  <th scope="row">
                    {token.name}
                    <span className="muted mono tiny block-line">{token.start}…</span>
                  </th>
                  <td>
                    <span className="row tight">
                      {token.verbs.map((verb) => (
                        <Tag key={verb}>{verb}</Tag>
                      ))}
                      {token.embargoed && <Tag>embargoed</Tag>}
                    </span>
                  </td>
                  <td className="soft">{token.projects === 'all' ? 'every project' : token.projects.join(', ')}</td>
                  <td className="soft nowrap">{date(token.expires)}</td>
                  <td className="soft nowrap">
                    {token.used === undefined ? <span className="muted">never</span> : <Ago at={token.used} />}
                  </td>
                  <td className="right">
                    <Button
                      size="sm"
                      aria-label={`Take the token ${token.name} back`}
                      onClick={() => remove.mutate(token)}
                    >
                      Take back
                    </Button>
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Reading>
      {making && <NewTokenDialog onClose={() => setMaking(false)} onMade={setMade} />}
      {made !== undefined && (
        <ShownOnce
          title={`The token ${made.name}`}
          about="It is shown this once. Keep it where the program reads it, never in a repository."
          secret={made.token}
          onClose={() => setMade(undefined)}
        />
      )}
    </Section>
  )
}
