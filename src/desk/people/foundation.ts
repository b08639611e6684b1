import { type AuditChange, written } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import type { Json } from '#json'
import { type Actor, auditActorOf } from './actor.ts'
import { notFound, permit, permitSomewhere } from './may-do.ts'
import type { PeopleDesk } from './ports.ts'
import type { FoundationView } from './views.ts'

/**
 * The foundation as the CVE Program knows it. Names and spelling are those of the organisation in the CVE user registry (CVE Services
 * 2.8, `/registry/org`), so that what is written here can be handed in there.
 */
export interface FoundationProfile {
  /** Of the organisation at CVE Services; empty where nobody stated it. */
  readonly UUID: string
  readonly short_name: string
  readonly long_name: string
  readonly aliases: readonly string[]
  readonly charter_or_scope: string
  readonly product_list: string
  readonly disclosure_policy: readonly string[]
  readonly vulnerability_advisory_locations: readonly string[]
  readonly advisory_location_require_credentials: boolean
  readonly partner_country: string
  readonly industry: string
  readonly contact_info: ContactInfo
}

export interface ContactInfo {
  readonly poc: string
  readonly poc_email: string
  readonly poc_phone: string
  readonly org_email: string
}

/** The profile of a foundation of which only the names are known. */
export function newProfile(shortName: string, longName: string): FoundationProfile {
  return {
    UUID: '',
    short_name: shortName,
    long_name: longName,
    aliases: [],
    charter_or_scope: '',
    product_list: '',
    disclosure_policy: [],
    vulnerability_advisory_locations: [],
    advisory_location_require_credentials: false,
    partner_country: '',
    industry: '',
    contact_info: { poc: '', poc_email: '', poc_phone: '', org_email: '' },
  }
}

export async function readFoundation(desk: PeopleDesk, actor: Actor): Promise<Result<FoundationView>> {
  const may = permitSomewhere(actor, 'foundation.read')
  if (!may.ok) return may
  const row = await desk.store.read((tx) => tx.foundation.find())
  return row === undefined ? fail(notFound('the foundation')) : ok(row)
}

/** Changes some fields of the profile; what is not named stays. */
export async function changeFoundation(
  desk: PeopleDesk,
  actor: Actor,
  base: number,
  change: Partial<FoundationProfile>,
): Promise<Result<FoundationView>> {
  const may = permit(actor, 'foundation.edit')
  if (!may.ok) return may
  return desk.store.write(async (tx) => {
    const row = await tx.foundation.find()
    if (row === undefined) return fail(notFound('the foundation'))
    const profile: FoundationProfile = { ...row.profile, ...change }
    const outcome = written(await tx.foundation.update(profile, base), 'the foundation')
    if (!outcome.ok) return outcome
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'foundation.edit',
      subject: { kind: 'foundation', id: profile.short_name },
      embargoed: false,
      diff: changesOf(row.profile, profile),
    })
    return ok({ version: outcome.value, profile })
  })
}

function changesOf(before: FoundationProfile, after: FoundationProfile): readonly AuditChange[] {
  const fields = Object.keys(after) as (keyof FoundationProfile)[]
  return fields
    .map((field) => ({ field, before: jsonOf(before[field]), after: jsonOf(after[field]) }))
    .filter((row) => JSON.stringify(row.before) !== JSON.stringify(row.after))
}

function jsonOf(value: FoundationProfile[keyof FoundationProfile]): Json {
  return typeof value === 'object' && !Array.isArray(value) ? { ...value } : (value as Json)
}
