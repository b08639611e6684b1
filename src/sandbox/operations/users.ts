/**
 * Users of organisations. A user can only be made inactive, never taken away.
 *
 * @module
 */
import type { JsonObject } from '#json'
import { done, type Outcome, refuse } from '../answer.ts'
import { ERRORS } from '../errors.ts'
import { isAdmin, isSecretariat } from '../gates.ts'
import { field } from '../json-object.ts'
import { page } from '../paginate.ts'
import { isTrue, one, valueAt } from '../parameters.ts'
import type { RegisteredCall } from '../route.ts'
import { USER_ROLES, type User, type UserRole } from '../state.ts'
import { hasName } from './orgs.ts'

const MOST_USERS = 100

/** `GET /users`: everybody, for the Secretariat. */
export function listAllUsers({ state, query }: RegisteredCall): Outcome {
  return done(page('users', byName(state.users()), one(query, 'page'), showUser))
}

/** `GET /org/{shortname}/users`. */
export function listUsers({ state, path, query, caller }: RegisteredCall): Outcome {
  const short_name = path.shortname ?? ''
  const org = state.orgNamed(short_name)
  if (org === undefined) return refuse(404, ERRORS.orgDneParam(short_name))
  if (org.UUID !== caller.org.UUID && !isSecretariat(caller)) return refuse(403, ERRORS.notSameOrgOrSecretariat())
  return done(page('users', byName(state.usersOf(org.UUID)), one(query, 'page'), showUser))
}

/** `GET /org/{shortname}/user/{username}`. */
export function showOneUser({ state, path, caller }: RegisteredCall): Outcome {
  const [short_name, username] = [path.shortname ?? '', path.username ?? '']
  if (short_name !== caller.org.short_name && !isSecretariat(caller)) {
    return refuse(403, ERRORS.notSameOrgOrSecretariat())
  }
  const org = state.orgNamed(short_name)
  if (org === undefined) return refuse(404, ERRORS.orgDneParam(short_name))
  const user = state.userNamed(org.UUID, username)
  return user === undefined ? refuse(404, ERRORS.userDne(username)) : done(showUser(user))
}

/** `POST /org/{shortname}/user`: the answer holds the key, for the only time. */
export function createUser({ state, path, body, caller, now, chance, newSecret }: RegisteredCall): Outcome {
  const short_name = path.shortname ?? ''
  const org = state.orgNamed(short_name)
  if (org === undefined) return refuse(404, ERRORS.orgDneParam(short_name))
  if (state.usersOf(org.UUID).length >= MOST_USERS) return refuse(400, ERRORS.userLimitReached())
  if (hasName(body, 'uuid')) return refuse(400, ERRORS.uuidProvided('user'))
  if (hasName(body, 'org_uuid')) return refuse(400, ERRORS.uuidProvided('org'))
  if (!isSecretariat(caller) && caller.org.UUID !== org.UUID) return refuse(403, ERRORS.notOrgAdminOrSecretariat())
  const username = String(field(body, 'username'))
  if (state.userNamed(org.UUID, username) !== undefined) return refuse(400, ERRORS.userExists(username))

  const { key, hash } = newSecret()
  const part = (name: string): string => String(valueAt(body, `name.${name}`) ?? '')
  const entry: User = {
    UUID: chance.uuid(),
    org_UUID: org.UUID,
    username,
    name: { first: part('first'), last: part('last'), middle: part('middle'), suffix: part('suffix') },
    active: true,
    active_roles: rolesOf(valueAt(body, 'authority.active_roles')),
    secret: hash,
    time: { created: now.toISOString(), modified: now.toISOString() },
  }
  const message = `${username} was successfully created.`
  return done({ message, created: { ...showUser(entry), secret: key } }, [{ kind: 'user', entry }])
}

/** `PUT /org/{shortname}/user/{username}`. */
export function updateUser(call: RegisteredCall): Outcome {
  const { state, path, query, caller, now } = call
  const [short_name, username] = [path.shortname ?? '', path.username ?? '']
  const org = state.orgNamed(short_name)
  if (org === undefined) return refuse(404, ERRORS.orgDneParam(short_name))
  const user = state.userNamed(org.UUID, username)
  const isSelf = user?.UUID === caller.user.UUID
  const isPrivileged = isSecretariat(caller) || isAdmin(caller)
  if (!isPrivileged && !isSelf) {
    return user === undefined ? refuse(404, ERRORS.userDne(username)) : refuse(403, ERRORS.notSameUserOrSecretariat())
  }
  if (org.UUID !== caller.org.UUID && !isSecretariat(caller)) return refuse(403, ERRORS.notSameOrgOrSecretariat())
  if (user === undefined) return refuse(404, ERRORS.userDne(username))

  const [newUsername, newOrgName] = [one(query, 'new_username'), one(query, 'org_short_name')]
  if (newOrgName !== undefined && !isSecretariat(caller)) return refuse(403, ERRORS.notAllowedToChangeOrganization())
  const [added, removed] = [rolesOf(query.get('active_roles.add')), rolesOf(query.get('active_roles.remove'))]
  const asksForMore = newUsername !== undefined || query.has('active_roles.add') || query.has('active_roles.remove')
  if (asksForMore && !isPrivileged) return refuse(403, ERRORS.notOrgAdminOrSecretariatUpdate())
  if (newUsername !== undefined && state.userNamed(org.UUID, newUsername) !== undefined) {
    return refuse(403, ERRORS.duplicateUsername(short_name, newUsername))
  }
  // Nobody switches itself on or off, an admin neither.
  if (query.has('active') && isSelf) return refuse(403, ERRORS.notOrgAdminOrSecretariatUpdate())
  if (removed.includes('ADMIN') && isSelf) return refuse(403, ERRORS.notAllowedToSelfDemote())

  const newOrg = newOrgName === undefined ? org : state.orgNamed(newOrgName)
  if (newOrgName !== undefined) {
    if (newOrgName === short_name) return refuse(403, ERRORS.userAlreadyInOrg(newOrgName, username))
    if (newOrg === undefined) return refuse(404, ERRORS.orgDne(newOrgName, 'org_short_name'))
    const name = newUsername ?? username
    if (state.userNamed(newOrg.UUID, name) !== undefined) {
      return refuse(403, ERRORS.duplicateUsername(newOrgName, name))
    }
  }
  const part = (name: keyof User['name']): string => one(query, `name.${name}`) ?? user.name[name]
  const entry: User = {
    ...user,
    org_UUID: newOrg?.UUID ?? user.org_UUID,
    username: newUsername ?? user.username,
    name: { first: part('first'), last: part('last'), middle: part('middle'), suffix: part('suffix') },
    active: query.has('active') ? isTrue(one(query, 'active')) : user.active,
    active_roles: [...new Set([...user.active_roles, ...added])].filter((role) => !removed.includes(role)),
    time: { ...user.time, modified: now.toISOString() },
  }
  const message = `${username} was successfully updated.`
  return done({ message, updated: showUser(entry) }, [{ kind: 'user', entry }])
}

/** `PUT /org/{shortname}/user/{username}/reset_secret`: the old key is worth nothing from now on. */
export function resetSecret({ state, path, caller, now, newSecret }: RegisteredCall): Outcome {
  const [short_name, username] = [path.shortname ?? '', path.username ?? '']
  const org = state.orgNamed(short_name)
  if (org === undefined) return refuse(404, ERRORS.orgDneParam(short_name))
  if (org.UUID !== caller.org.UUID && !isSecretariat(caller)) return refuse(403, ERRORS.notSameOrgOrSecretariat())
  const user = state.userNamed(org.UUID, username)
  if (user === undefined) return refuse(404, ERRORS.userDne(username))
  if (user.UUID !== caller.user.UUID && !isSecretariat(caller) && !isAdmin(caller)) {
    return refuse(403, ERRORS.notSameUserOrSecretariat())
  }
  const { key, hash } = newSecret()
  const entry: User = { ...user, secret: hash, time: { ...user.time, modified: now.toISOString() } }
  return done({ 'API-secret': key }, [{ kind: 'user', entry }])
}

export function showUser({ username, name, UUID, org_UUID, active, active_roles, time }: User): JsonObject {
  return { name: { ...name }, authority: { active_roles }, active, username, org_UUID, UUID, time: { ...time } }
}

function byName(users: readonly User[]): readonly User[] {
  return users.toSorted((a, b) => (a.username < b.username ? -1 : a.username > b.username ? 1 : 0))
}

function rolesOf(given: unknown): readonly UserRole[] {
  const names = Array.isArray(given) ? given.map((name) => String(name).toUpperCase()) : []
  return USER_ROLES.filter((role) => names.includes(role))
}
