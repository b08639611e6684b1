/**
 * What a sandbox can start with: organisations, users, IDs and records, in one JSON file. docs/sandbox.md describes it.
 *
 * @module
 */
import { type CveForm, validateCve } from '#cve'
import { type Fault, fail, failAll, from, ok, type Result } from '#fault'
import { type CveId, cveYear, parseCveId } from '#ids'
import {
  anyJson,
  boolean,
  integer,
  type Json,
  type JsonObject,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parsed,
  parseJson,
  placeFaults,
  pointer,
  readShape,
  refine,
  type Shape,
  text,
} from '#json'
import type { Chance } from './chance.ts'
import { readMoment } from './clock.ts'
import { field } from './json-object.ts'
import { newRange } from './operations/id-ranges.ts'
import { hashKey } from './secrets.ts'
import type { Change, IdEntry, Org, OrgRole, StateView, User } from './state.ts'

const shortName = refine(text, (value) =>
  value.length < 2 || value.length > 32 ? 'must have 2 to 32 characters' : undefined,
)
const year = refine(text, (value) => (/^\d{4}$/.test(value) ? undefined : 'must be a year of four digits'))
const moment: Shape<string> = parsed(text, (value): Result<string> => {
  const read = readMoment(value)
  return read === undefined
    ? fail({
        code: 'SANDBOX_SEED_TIME',
        kind: 'invalid',
        message: `cannot read ${JSON.stringify(value.slice(0, 40))} as a time`,
      })
    : ok(read.toISOString())
})
const username = refine(text, (value) =>
  /^[A-Za-z0-9\-_@.]{3,128}$/.test(value) ? undefined : 'must have 3 to 128 letters, digits or -_@.',
)

export interface Seed {
  /** Years that are ready for reservations. */
  readonly years?: readonly string[]
  readonly orgs?: readonly SeedOrg[]
  readonly ids?: readonly SeedId[]
  /** Whole records; the assigner's short name says who owns the ID. */
  readonly records?: readonly Json[]
}
export interface SeedOrg {
  readonly short_name: string
  readonly name?: string
  readonly uuid?: string
  readonly roles?: readonly OrgRole[]
  readonly id_quota?: number
  readonly users?: readonly SeedUser[]
}
export interface SeedUser {
  readonly username: string
  readonly key?: string
  readonly admin?: boolean
  readonly active?: boolean
  readonly first?: string
  readonly last?: string
}
export interface SeedId {
  readonly cve_id: CveId
  readonly owner: string
  readonly state?: 'RESERVED' | 'REJECTED'
  readonly reserved?: string
  /** The user of the owner who asked for it; without one, the owner's first user. */
  readonly user?: string
}

const SEED: Shape<Seed> = object({
  years: optional(list(year)),
  orgs: optional(
    list(
      object({
        short_name: shortName,
        name: optional(nonEmpty),
        uuid: optional(refine(text, (value) => (UUID.test(value) ? undefined : 'must be a version 4 UUID'))),
        roles: optional(list(oneOf('CNA', 'SECRETARIAT', 'BULK_DOWNLOAD', 'ROOT_CNA', 'ADP'))),
        id_quota: optional(
          refine(integer, (value) => (value < 0 || value > 100_000 ? 'must be 0 to 100000' : undefined)),
        ),
        users: optional(
          list(
            object({
              username,
              key: optional(nonEmpty),
              admin: optional(boolean),
              active: optional(boolean),
              first: optional(text),
              last: optional(text),
            }),
          ),
        ),
      }),
    ),
  ),
  ids: optional(
    list(
      object({
        cve_id: parsed(text, parseCveId),
        owner: shortName,
        state: optional(oneOf('RESERVED', 'REJECTED')),
        reserved: optional(moment),
        user: optional(text),
      }),
    ),
  ),
  records: optional(list(anyJson)),
})

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** The seed in a JSON text, or every fault of it with its place. */
export function parseSeed(source: string, json: string): Result<Seed> {
  const document = parseJson(json)
  if (!document.ok) return fail(from(source, document.fault))
  const seed = readShape(SEED, document.value.value)
  if (!seed.ok) return fail(placeFaults(source, document.value, seed.fault))
  const faults = recordFaults(seed.value)
  return faults.length === 0 ? seed : fail(placeFaults(source, document.value, failAll(faults).fault))
}

function recordFaults({ records = [] }: Pick<Seed, 'records'>): readonly Fault[] {
  return records.flatMap((record, i) => {
    const form: CveForm = 'record'
    return validateCve(record, form).map(
      ({ at, message }): Fault => ({
        code: 'SANDBOX_SEED_RECORD',
        kind: 'invalid',
        message,
        at: `${pointer('records', i)}${at}`,
      }),
    )
  })
}

/** The changes that bring a seed into a state. What is there already stays as it is, so that a restart is no surprise. */
export function plantSeed(seed: Seed, state: StateView, now: Date, chance: Chance): Result<readonly Change[]> {
  const time = { created: now.toISOString(), modified: now.toISOString() }
  const changes: Change[] = []
  const orgs = new Map(state.orgs().map((org) => [org.short_name, org]))
  const users = new Map(state.users().map((user) => [`${user.org_UUID} ${user.username}`, user]))
  for (const cve_year of seed.years ?? []) {
    if (state.range(cve_year) === undefined) changes.push({ kind: 'range', entry: newRange(cve_year) })
  }
  for (const given of seed.orgs ?? []) {
    const org: Org = orgs.get(given.short_name) ?? {
      UUID: given.uuid ?? chance.uuid(),
      short_name: given.short_name,
      name: given.name ?? given.short_name,
      active_roles: given.roles ?? ['CNA'],
      id_quota: given.id_quota ?? 1000,
      time,
    }
    if (!orgs.has(org.short_name)) changes.push({ kind: 'org', entry: org })
    orgs.set(org.short_name, org)
    for (const { username: name, key, admin = false, active = true, first = '', last = '' } of given.users ?? []) {
      if (users.has(`${org.UUID} ${name}`)) continue
      const user: User = {
        UUID: chance.uuid(),
        org_UUID: org.UUID,
        username: name,
        name: { first, last, middle: '', suffix: '' },
        active,
        active_roles: admin ? ['ADMIN'] : [],
        // Without a key nobody can be this user until its secret is reset.
        secret: key === undefined ? '' : hashKey(key),
        time,
      }
      users.set(`${org.UUID} ${name}`, user)
      changes.push({ kind: 'user', entry: user })
    }
  }
  const ids = new Map<string, IdEntry>()
  const plantId = (cve_id: CveId, owner: Org, facts: Partial<IdEntry>, user?: string): void => {
    if (state.id(cve_id) !== undefined) return
    const requester = [...users.values()].find(
      (each) => each.org_UUID === owner.UUID && (user === undefined || each.username === user),
    )
    ids.set(cve_id, {
      cve_id,
      cve_year: String(cveYear(cve_id)).padStart(4, '0'),
      state: 'RESERVED',
      owning_cna: owner.UUID,
      requested_by: { cna: owner.UUID, user: requester?.UUID ?? '' },
      reserved: time.created,
      time,
      ...facts,
    })
  }
  for (const [i, { cve_id, owner, state: idState = 'RESERVED', reserved = time.created, user }] of (
    seed.ids ?? []
  ).entries()) {
    const org = orgs.get(owner)
    if (org === undefined) return fail(ownerAbsent(owner, pointer('ids', i, 'owner')))
    plantId(cve_id, org, { state: idState, reserved }, user)
  }
  for (const [i, cve] of (seed.records ?? []).entries()) {
    const metadata = field(cve, 'cveMetadata')
    const cve_id = parseCveId(String(field(metadata, 'cveId')))
    if (!cve_id.ok) return fail({ ...cve_id.fault, at: pointer('records', i) })
    const owner = String(field(metadata, 'assignerShortName'))
    const org = orgs.get(owner)
    if (org === undefined) return fail(ownerAbsent(owner, pointer('records', i, 'cveMetadata', 'assignerShortName')))
    if (state.record(cve_id.value) !== undefined) continue
    const recordState = field(metadata, 'state') === 'REJECTED' ? 'REJECTED' : 'PUBLISHED'
    plantId(cve_id.value, org, { ...ids.get(cve_id.value), state: recordState })
    changes.push({ kind: 'record', entry: { cve_id: cve_id.value, cve: owned(cve, org), time } })
  }
  changes.push(...[...ids.values()].map((entry): Change => ({ kind: 'id', entry })))
  return ok(changes)
}

/** The UUID of the assigner is that of the organisation in this sandbox. */
function owned(cve: Json, org: Org): JsonObject {
  const record = cve as JsonObject
  return { ...record, cveMetadata: { ...(record.cveMetadata as JsonObject), assignerOrgId: org.UUID } }
}

function ownerAbsent(owner: string, at: string): Fault {
  return {
    code: 'SANDBOX_SEED_OWNER',
    kind: 'invalid',
    message: `no organization ${JSON.stringify(owner.slice(0, 40))} is in the sandbox`,
    at,
    hint: 'name it among the orgs of the seed',
  }
}
