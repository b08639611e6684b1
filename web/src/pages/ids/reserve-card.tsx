import { type ReactNode, useState } from 'react'
import type { ReservationView } from '#desk/identifiers'
import type { NewReservation } from '../../../../src/http/shapes/identifiers.ts'
import { useChange } from '../../data/changes.ts'
import { send, withQuery } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Check, SelectField, TextField } from '../../pieces/field.tsx'
import { Card } from '../../pieces/surfaces.tsx'
import { TargetBadge } from '../../pieces/target.tsx'
import { count } from '../../words/numbers.ts'
import type { Counter } from './ids.tsx'

const MODES = [
  ['priority', 'One', 'The next number, at once.'],
  ['sequential', 'Several in a row', 'Consecutive numbers. Slower, may be refused.'],
  ['nonsequential', 'Several, any numbers', 'Usual for filling the pool.'],
] as const

/** Reserves in one of the three ways that CVE Services knows. Production asks for the number again. */
export function ReserveCard({ counter }: { readonly counter: Counter }): ReactNode {
  const may = useMay()
  const thisYear = new Date().getUTCFullYear()
  const [mode, setMode] = useState<NewReservation['mode']>('priority')
  const [year, setYear] = useState(String(thisYear))
  const [amount, setAmount] = useState('5')
  const [asking, setAsking] = useState(false)
  const wanted = mode === 'priority' ? 1 : Number(amount)
  const reserve = useChange(
    (wish: NewReservation) => send<ReservationView>('POST', withQuery('/ids/reservations', { ...counter }), wish),
    {
      touches: ['/ids', '/home'],
      said: ({ ids }) => ({
        title: ids.length === 1 ? `${ids[0]} is reserved` : `${count(ids.length, 'ID')} reserved`,
        ...(ids.length > 1 && { detail: `${ids[0]} and ${ids.length - 1} more` }),
      }),
      done: () => setAsking(false),
    },
  )
  if (!may('ids.reserve', counter.project)) return null
  const isNumber = Number.isInteger(wanted) && wanted >= 1 && wanted <= 500
  const wish: NewReservation = { mode, year: Number(year), amount: wanted }
  return (
    <Card title="Reserve" action={<TargetBadge target={counter.target} />}>
      <form
        className="form"
        aria-label="Reserve IDs"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isNumber || reserve.isPending) return
          if (counter.target === 'production') setAsking(true)
          else reserve.mutate(wish)
        }}
      >
        <fieldset>
          <legend>How</legend>
          <div className="stack">
            {MODES.map(([each, words, help]) => (
              <Check
                key={each}
                type="radio"
                name="mode"
                checked={mode === each}
                onChange={() => setMode(each)}
                help={help}
              >
                {words}
              </Check>
            ))}
          </div>
        </fieldset>
        <div className="two">
          <SelectField
            label="Year"
            value={year}
            options={[thisYear + 1, thisYear, thisYear - 1, thisYear - 2].map((each) => [String(each), String(each)])}
            onChange={setYear}
          />
          {mode !== 'priority' && (
            <TextField
              label="How many"
              inputMode="numeric"
              value={amount}
              onChange={setAmount}
              insist
              error={isNumber ? undefined : 'A whole number from 1 to 500.'}
            />
          )}
        </div>
        <Button
          kind="primary"
          type="submit"
          busy={reserve.isPending}
          unavailable={isNumber ? undefined : 'Say how many first.'}
        >
          Reserve {isNumber ? count(wanted, 'ID') : 'IDs'}
        </Button>
      </form>
      {asking && (
        <ConfirmAmount
          wish={wish}
          busy={reserve.isPending}
          onClose={() => setAsking(false)}
          onConfirm={(confirm) => reserve.mutate({ ...wish, confirm })}
        />
      )}
    </Card>
  )
}

function ConfirmAmount(props: {
  readonly wish: NewReservation
  readonly busy: boolean
  readonly onClose: () => void
  readonly onConfirm: (confirm: string) => void
}): ReactNode {
  const [typed, setTyped] = useState('')
  const wanted = String(props.wish.amount)
  return (
    <Dialog
      open
      target="production"
      title={`Reserve ${count(props.wish.amount, 'ID')} for ${props.wish.year}?`}
      onClose={props.onClose}
      footer={
        <>
          <Button autoFocus onClick={props.onClose}>
            Leave it
          </Button>
          <Button
            kind="danger"
            busy={props.busy}
            unavailable={typed.trim() === wanted ? undefined : 'Type the number first.'}
            onClick={() => props.onConfirm(typed.trim())}
          >
            Reserve
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <p className="small">
          Reserved IDs count against the quota of the organisation, and everybody can see that they exist. What is not
          used has to be rejected one day.
        </p>
        <TextField label="Type how many" value={typed} onChange={setTyped} inputMode="numeric" placeholder={wanted} />
      </div>
    </Dialog>
  )
}
