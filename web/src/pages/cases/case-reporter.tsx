import { type ReactNode, useState } from 'react'
import type { CaseView, Consent } from '#desk/cases'
import type { CaseChange } from '../../../../src/http/shapes/cases.ts'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { Check, Field, SelectField, TextField } from '../../pieces/field.tsx'
import { Card } from '../../pieces/surfaces.tsx'
import { date, shortDate } from '../../words/time.ts'

const CONSENT: readonly (readonly [Consent, string])[] = [
  ['unknown', 'Not answered yet'],
  ['named', 'Wants to be named'],
  ['anonymous', 'Stays anonymous'],
]

/** The reporter, whether they want to be named, and the agreed date: read first, changed on request. */
export function CaseReporter({ view }: { readonly view: CaseView }): ReactNode {
  const [editing, setEditing] = useState(false)
  return (
    <Card
      title={view.dispute === undefined ? 'Reporter and date' : 'Contact'}
      action={
        view.may.edit &&
        !editing && (
          <Button size="sm" kind="ghost" onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
    >
      {editing ? <Form view={view} onDone={() => setEditing(false)} /> : <Facts view={view} />}
    </Card>
  )
}

function Facts({ view }: { readonly view: CaseView }): ReactNode {
  return (
    <dl className="kv">
      <dt>Reporter</dt>
      <dd>{view.reporter}</dd>
      <dt>Contact</dt>
      <dd>{view.contact ?? <span className="muted">none</span>}</dd>
      {/* Whoever disputes a record has found no vulnerability: nobody is credited, and nothing waits for its day. */}
      {view.dispute === undefined && <Disclosure view={view} />}
      {view.public !== undefined && (
        <>
          <dt>Became public</dt>
          <dd>
            {date(view.public.at)}, through {view.public.by === 'us' ? 'us' : 'others'}
          </dd>
        </>
      )}
    </dl>
  )
}

function Disclosure({ view }: { readonly view: CaseView }): ReactNode {
  return (
    <>
      <dt>Credit</dt>
      <dd>
        {view.credit.consent === 'named'
          ? view.credit.name
          : CONSENT.find(([each]) => each === view.credit.consent)?.[1]}
        {view.credit.askedAt !== undefined && (
          <span className="muted block-line tiny">asked {shortDate(view.credit.askedAt)}</span>
        )}
      </dd>
      <dt>Public on</dt>
      <dd>{view.disclosure === undefined ? <span className="muted">not agreed</span> : date(view.disclosure)}</dd>
    </>
  )
}

function Form({ view, onDone }: { readonly view: CaseView; readonly onDone: () => void }): ReactNode {
  const [reporter, setReporter] = useState(view.reporter)
  const [contact, setContact] = useState(view.contact ?? '')
  const [consent, setConsent] = useState<Consent>(view.credit.consent)
  const [name, setName] = useState(view.credit.name)
  const [day, setDay] = useState(view.disclosure?.slice(0, 10) ?? '')
  const [exploited, setExploited] = useState(view.exploited)
  const save = useChange((change: CaseChange) => send<CaseView>('PATCH', `/cases/${view.id}`, change, view.version), {
    touches: ['/cases', '/home'],
    said: { title: 'Saved' },
    done: onDone,
  })
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault()
        if (save.isPending) return
        save.mutate({
          reporter: reporter.trim(),
          contact: contact.trim() === '' ? null : contact.trim(),
          credit: { name: name.trim(), consent },
          disclosure: day === '' ? null : `${day}T00:00:00Z`,
          exploited,
        })
      }}
    >
      <TextField label="Reporter" value={reporter} onChange={setReporter} maxLength={200} />
      <TextField label="Contact" optional value={contact} onChange={setContact} maxLength={320} />
      <SelectField label="Credit" value={consent} options={CONSENT} onChange={setConsent} />
      {consent === 'named' && <TextField label="Name as printed" value={name} onChange={setName} maxLength={200} />}
      <Field label="Public on" optional help="The day agreed with the reporter.">
        {(ties) => (
          <input {...ties} className="input" type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        )}
      </Field>
      <Check checked={exploited} onChange={setExploited}>
        It is exploited already
      </Check>
      <div className="row">
        <Button kind="primary" type="submit" busy={save.isPending}>
          Save
        </Button>
        <Button kind="ghost" onClick={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  )
}
