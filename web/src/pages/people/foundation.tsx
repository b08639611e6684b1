import { type ReactNode, useState } from 'react'
import type { FoundationProfile, FoundationView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import { Reading } from '../../data/reading.tsx'
import { useAnswer, useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useMay } from '../../data/session.ts'
import { Button } from '../../pieces/button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Field, TextArea, TextField } from '../../pieces/field.tsx'
import { SkeletonLines } from '../../pieces/states.tsx'
import { Section } from '../../pieces/surfaces.tsx'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

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
            <dt>UUID</dt>
            <dd>
              {profile.UUID === '' ? (
                <span className="muted">not stated: records name the sandbox as the one who assigns</span>
              ) : (
                <span className="mono">{profile.UUID}</span>
              )}
            </dd>
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
      const names = { long_name, short_name: profile.short_name.trim(), UUID: profile.UUID.trim() }
      const change = { ...names, charter_or_scope, disclosure_policy, vulnerability_advisory_locations, contact_info }
      return send<FoundationView>('PATCH', '/foundation', change, view.version)
    },
    { touches: ['/foundation', '/session'], said: { title: 'The profile is saved' }, done: onClose },
  )
  const isUuid = profile.UUID.trim() === '' || UUID.test(profile.UUID.trim())
  const fault = isUuid ? undefined : 'The UUID is not one.'
  return (
    <Dialog
      open
      wide
      title="Foundation"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" busy={save.isPending} unavailable={fault} onClick={() => save.mutate(undefined)}>
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
        <div className="two">
          <TextField
            label="Short name"
            mono
            value={profile.short_name}
            onChange={(short_name) => set({ short_name })}
            maxLength={32}
            help="As CVE Services know you."
          />
          <TextField
            label="UUID"
            mono
            optional
            value={profile.UUID}
            onChange={(given) => set({ UUID: given })}
            maxLength={36}
            error={isUuid ? undefined : 'As in 8254265b-2729-46b6-b9e3-3dfca2d5bfca.'}
            help="At CVE Services, from your first key on. Until it is stated, the sandbox stands in."
          />
        </div>
        <TextArea
          label="Scope"
          optional
          help="What you assign CVE IDs for."
          maxLength={10_000}
          value={profile.charter_or_scope}
          onChange={(text) => set({ charter_or_scope: text })}
        />
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
