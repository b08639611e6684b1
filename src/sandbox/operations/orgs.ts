/**
 * Organisations, as the legacy `/org` of CVE Services has them.
 *
 * @module
 */
import type { JsonObject } from '#json'
import { done, type Outcome, refuse } from '../answer.ts'
import { ERRORS } from '../errors.ts'
import { isSecretariat } from '../gates.ts'
import { field, isObject } from '../json-object.ts'
import { page } from '../paginate.ts'
import { one, valueAt } from '../parameters.ts'
import type { RegisteredCall } from '../route.ts'
import { ORG_ROLES, type Org, type OrgRole } from '../state.ts'

const DEFAULT_QUOTA = 1000

/** `GET /org`. */
export function listOrgs({ state, query }: RegisteredCall): Outcome {
  const orgs = state.orgs().toSorted((a, b) => (a.short_name < b.short_name ? -1 : 1))
  return done(page('organizations', orgs, one(query, 'page'), showOrg))
}

/** `GET /org/{identifier}`: by short name or UUID. */
export function showOneOrg({ state, path, caller }: RegisteredCall): Outcome {
  const identifier = path.identifier ?? ''
  const isOwn = identifier === caller.org.short_name || identifier === caller.org.UUID
  if (!isOwn && !isSecretariat(caller)) return refuse(403, ERRORS.notSameOrgOrSecretariat())
  const org = state.orgNamed(identifier) ?? state.org(identifier)
  return org === undefined ? refuse(404, ERRORS.orgDneParam(identifier)) : done(showOrg(org))
}

/** `GET /org/{shortname}/id_quota`. */
export function showQuota({ state, path, caller }: RegisteredCall): Outcome {
  const short_name = path.shortname ?? ''
  if (short_name !== caller.org.short_name && !isSecretariat(caller)) {
    return refuse(403, ERRORS.notSameOrgOrSecretariat())
  }
  const org = state.orgNamed(short_name)
  if (org === undefined) return refuse(404, ERRORS.orgDneParam(short_name))
  const total_reserved = state.reservedBy(org.UUID)
  return done({ id_quota: org.id_quota, total_reserved, available: org.id_quota - total_reserved })
}

/** `POST /org`. */
export function createOrg({ state, body, now, chance }: RegisteredCall): Outcome {
  if (hasName(body, 'uuid')) return refuse(400, ERRORS.uuidProvided('org'))
  const short_name = String(field(body, 'short_name'))
  if (state.orgNamed(short_name) !== undefined) return refuse(400, ERRORS.orgExists(short_name))
  const given = rolesOf(valueAt(body, 'authority.active_roles'))
  const active_roles: readonly OrgRole[] = given.length === 0 ? ['CNA'] : given
  const quota = valueAt(body, 'policies.id_quota')
  const onlyAdp = active_roles.length === 1 && active_roles[0] === 'ADP'
  const time = { created: now.toISOString(), modified: now.toISOString() }
  const entry: Org = {
    UUID: chance.uuid(),
    short_name,
    name: String(field(body, 'name')),
    active_roles,
    id_quota: onlyAdp ? 0 : quota === undefined ? DEFAULT_QUOTA : Number(quota),
    time,
  }
  const message = `${short_name} organization was successfully created.`
  return done({ message, created: showOrg(entry) }, [{ kind: 'org', entry }])
}

/** `PUT /org/{shortname}`. */
export function updateOrg({ state, path, query, now }: RegisteredCall): Outcome {
  const short_name = path.shortname ?? ''
  const org = state.orgNamed(short_name)
  if (org === undefined) return refuse(404, ERRORS.orgDneParam(short_name))
  const newName = one(query, 'new_short_name')
  const namesake = newName === undefined ? undefined : state.orgNamed(newName)
  if (newName !== undefined && namesake !== undefined && namesake.UUID !== org.UUID) {
    return refuse(403, ERRORS.duplicateShortname(newName))
  }
  const added = rolesOf(query.get('active_roles.add'))
  const removed = rolesOf(query.get('active_roles.remove'))
  const entry: Org = {
    ...org,
    short_name: newName ?? org.short_name,
    name: one(query, 'name') ?? org.name,
    id_quota: Number(one(query, 'id_quota') ?? org.id_quota),
    active_roles: [...new Set([...org.active_roles, ...added])].filter((role) => !removed.includes(role)),
    time: { ...org.time, modified: now.toISOString() },
  }
  const message = `${short_name} organization was successfully updated.`
  return done({ message, updated: showOrg(entry) }, [{ kind: 'org', entry }])
}

export function showOrg({ UUID, short_name, name, active_roles, id_quota, time }: Org): JsonObject {
  return {
    name,
    authority: { active_roles },
    policies: { id_quota },
    time: { ...time },
    short_name,
    UUID,
  }
}

function rolesOf(given: unknown): readonly OrgRole[] {
  const names = Array.isArray(given) ? given.map((name) => String(name).toUpperCase()) : []
  return ORG_ROLES.filter((role) => names.includes(role))
}

/** Whether the body has the field, however its letters are cased. */
export function hasName(body: RegisteredCall['body'], name: string): boolean {
  return isObject(body) && Object.keys(body).some((key) => key.toLowerCase() === name)
}
