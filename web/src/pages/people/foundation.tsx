import { type ReactNode, useState } from 'react'
import type { FoundationProfile, FoundationView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useAnswer, useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Field, TextField } from '../../pieces/field.tsx'
import { SkeletonLines } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'

/** The profile of the foundation, with the field names of the CVE registry behind the words. */
export function Foundation(): ReactNode {
  const may = useMay()
  const foundation = useRead<FoundationView>('/foundation')
  const [editing, setEditing] = useState(false)
  return (
    <Section
      title="Foundation"
      about="What the CVE Program is told about you."
      action={
        may('foundation.edit') && (
          <Button size="sm" onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
    >
      <Reading of={foundation} what="the foundation" shape={<SkeletonLines lines={5} />}>
        {({ profile }) => (
          <dl className="kv">
            <dt>Name</dt>
            <dd>{profile.long_name}</dd>
            <dt>Short name</dt>
            <dd className="mono">{profile.short_name}</dd>
            <dt>Scope</dt>
            <dd className="as-written">{profile.charter_or_scope || <span className="muted">not stated</span>}</dd>
            <dt>Disclosure policy</dt>
            <dd>{profile.disclosure_policy.join(' ') || <span className="muted">not stated</span>}</dd>
            <dt>Advisories</dt>
            <dd>{profile.vulnerability_advisory_locations.join(' ') || <span className="muted">not stated</span>}</dd>
            <dt>Contact</dt>
            <dd>
              {[profile.contact_info.poc, profile.contact_info.poc_email].filter((part) => part !== '').join(', ') || (
                <span className="muted">not stated</span>
              )}
            </dd>
          </dl>
        )}
      </Reading>
      {editing && <FoundationDialog onClose={() => setEditing(false)} />}
    </Section>
  )
}

function FoundationDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const answer = useAnswer<FoundationView>('/foundation')
  return answer.data === undefined ? null : <Form view={answer.data.value} onClose={onClose} />
}

function Form({ view, onClose }: { readonly view: FoundationView; readonly onClose: () => void }): ReactNode {
  const [profile, setProfile] = useState(view.profile)
  const set = (change: Partial<FoundationProfile>): void => setProfile({ ...profile, ...change })
  const contact = (change: Partial<FoundationProfile['contact_info']>): void =>
    set({ contact_info: { ...profile.contact_info, ...change } })
  const save = useChange(
    () => {
      const { long_name, charter_or_scope, disclosure_policy, vulnerability_advisory_locations, contact_info } = profile
      const change = { long_name, charter_or_scope, disclosure_policy, vulnerability_advisory_locations, contact_info }
      return send<FoundationView>('PATCH', '/foundation', change, view.version)
    },
    { touches: ['/foundation', '/session'], said: { title: 'The profile is saved' }, done: onClose },
  )
  return (
    <Dialog
      open
      wide
      title="Foundation"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" busy={save.isPending} onClick={() => save.mutate(undefined)}>
            Save
          </Button>
        </>
      }
    >
      <div className="stack-4">
        <TextField
          label="Name"
          value={profile.long_name}
          onChange={(long_name) => set({ long_name })}
          maxLength={300}
        />
        <Field label="Scope" optional help="What you assign CVE IDs for.">
          {(ties) => (
            <textarea
              {...ties}
              className="area"
              maxLength={10_000}
              value={profile.charter_or_scope}
              onChange={(event) => set({ charter_or_scope: event.target.value })}
            />
          )}
        </Field>
        <Addresses
          label="Disclosure policy"
          value={profile.disclosure_policy}
          onChange={(disclosure_policy) => set({ disclosure_policy })}
        />
        <Addresses
          label="Where advisories are"
          value={profile.vulnerability_advisory_locations}
          onChange={(vulnerability_advisory_locations) => set({ vulnerability_advisory_locations })}
        />
        <div className="two">
          <TextField
            label="Contact"
            optional
            value={profile.contact_info.poc}
            onChange={(poc) => contact({ poc })}
            maxLength={300}
          />
          <TextField
            label="Address of the contact"
            optional
            type="email"
            value={profile.contact_info.poc_email}
            onChange={(poc_email) => contact({ poc_email })}
            maxLength={254}
          />
        </div>
      </div>
    </Dialog>
  )
}

interface AddressesProps {
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Addresses, one in each line. */
function Addresses({ label, value, onChange }: AddressesProps): ReactNode {
  const [text, setText] = useState(value.join('\n'))
  return (
    <Field label={label} optional help="One address in each line.">
      {(ties) => (
        <textarea
          {...ties}
          className="area mono short-area"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            onChange(
              event.target.value
                .split('\n')
                .map((line) => line.trim())
                .filter((line) => line !== ''),
            )
          }}
        />
      )}
    </Field>
  )
}
