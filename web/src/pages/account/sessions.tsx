import type { ReactNode } from 'react'
import type { SessionLine } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { SkeletonTable } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Table } from '../../pieces/table.tsx'
import { Ago } from '../../pieces/time.tsx'

const WAYS: Readonly<Record<SessionLine['way'], string>> = {
  passphrase: 'by passphrase',
  passkey: 'by passkey',
  provider: 'by the identity provider',
  link: 'by a one-time link',
}

/** Where one is signed in; each can be ended from here. */
export function Sessions(): ReactNode {
  const sessions = useRead<readonly SessionLine[]>('/me/sessions')
  const end = useChange((id: string) => send('DELETE', `/me/sessions/${id}`), {
    touches: ['/me'],
    said: { title: 'That session has ended' },
  })
  const endOthers = useChange(() => send('DELETE', '/me/sessions'), {
    touches: ['/me'],
    said: { title: 'Every other session has ended' },
  })
  return (
    <Section
      title="Where you are signed in"
      action={
        (sessions.data?.length ?? 0) > 1 && (
          <Button size="sm" busy={endOthers.isPending} onClick={() => endOthers.mutate(undefined)}>
            End the others
          </Button>
        )
      }
    >
      <Reading of={sessions} what="your sessions" shape={<SkeletonTable rows={2} />}>
        {(rows) => (
          <Table label="Sessions" columns={['Browser', 'From', 'Signed in', 'Last seen', ['Actions']]}>
            {rows.map((session) => (
              <tr key={session.id} className="mid">
                <th scope="row">{browserOf(session.agent)}</th>
                <td className="mono soft">{session.address}</td>
                <td className="soft">
                  <Ago at={session.created} />, {WAYS[session.way]}
                </td>
                <td className="soft">
                  <Ago at={session.seen} />
                </td>
                <td className="right">
                  {session.current ? (
                    <Badge tone="good" icon="check">
                      This one
                    </Badge>
                  ) : (
                    <Button
                      size="sm"
                      aria-label={`End the session of ${browserOf(session.agent)} from ${session.address}`}
                      onClick={() => end.mutate(session.id)}
                    >
                      End
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </Reading>
    </Section>
  )
}

/** `Firefox on Linux`; what a browser says of itself is only a hint. */
function browserOf(agent: string): string {
  const names = [
    ['Firefox/', 'Firefox'],
    ['Edg/', 'Edge'],
    ['Chrome/', 'Chromium'],
    ['Safari/', 'Safari'],
  ] as const
  const systems = [
    ['Windows', 'Windows'],
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['Mac OS', 'macOS'],
    ['Linux', 'Linux'],
  ] as const
  const name = names.find(([mark]) => agent.includes(mark))?.[1] ?? 'A browser'
  const system = systems.find(([mark]) => agent.includes(mark))?.[1]
  return system === undefined ? name : `${name} on ${system}`
}
