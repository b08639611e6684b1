import type { ReactNode } from 'react'
import type { Verification } from '#desk/audit'
import { useRead } from '../../data/reads.ts'
import { Button } from '../../pieces/button.tsx'
import { Skeleton } from '../../pieces/states.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { say } from '../../pieces/toast.tsx'
import { count, figure } from '../../words/numbers.ts'
import { shortHash } from './entry-table.tsx'

/** Whether the chain is whole, walked when the page is opened and again on demand. */
export function Chain(): ReactNode {
  const verification = useRead<Verification>('/audit/verification')
  const { data } = verification
  const again = (
    <Button size="sm" icon="chain" busy={verification.isFetching} onClick={() => void verification.refetch()}>
      {verification.isFetching ? 'Verifying' : 'Verify now'}
    </Button>
  )
  if (data === undefined) {
    return (
      <div className="chain">
        {verification.isError ? (
          <Note tone="warn">
            <span className="row">The chain could not be verified. {again}</span>
          </Note>
        ) : (
          <Skeleton width="100%" height="44px" />
        )}
      </div>
    )
  }
  const anchor = `${data.end.seq}:${data.end.hash}`
  return (
    <div className="chain">
      <Note tone={data.intact ? 'good' : 'bad'} {...(data.intact && { icon: 'chain' as const })}>
        <div className="row">
          <p className="grow">
            {data.intact ? (
              <>
                <strong>The chain is whole.</strong> {count(data.entries, 'entry', 'entries')}
                {data.withheld > 0 && `, of which ${figure(data.withheld)} are not for you to read`}. Head{' '}
                <code>{shortHash(data.end.hash)}</code>
              </>
            ) : (
              <>
                <strong>
                  The chain is broken{data.broken !== undefined && ` at entry ${figure(data.broken.seq)}`}.
                </strong>{' '}
                {data.broken?.why}. Keep a copy of the database before anything else.
              </>
            )}
          </p>
          <Button
            size="sm"
            icon="copy"
            onClick={() =>
              void navigator.clipboard.writeText(anchor).then(() =>
                say({
                  title: 'The head is in the clipboard',
                  detail: 'Note it in another place: it proves later that nothing was cut off.',
                }),
              )
            }
          >
            Copy the head
          </Button>
          {again}
        </div>
      </Note>
    </div>
  )
}
