import { type Outcome, refuse } from './answer.ts'
import { ERRORS } from './errors.ts'
import type { Org, OrgRole, User } from './state.ts'

/** Who asks: an active user, proved by the API key, and the organisation it belongs to. */
export interface Caller {
  readonly org: Org
  readonly user: User
}

/** Lets a caller pass, or says why not. */
export type Gate = (caller: Caller) => Outcome | undefined

export function isSecretariat({ org }: Caller): boolean {
  return has(org, 'SECRETARIAT')
}

export function isBulkDownload({ org }: Caller): boolean {
  return has(org, 'BULK_DOWNLOAD')
}

export function isAdmin({ user }: Caller): boolean {
  return user.active_roles.includes('ADMIN')
}

/** The Secretariat passes every gate. */
export const secretariat: Gate = (caller) => (isSecretariat(caller) ? undefined : refuse(403, ERRORS.secretariatOnly()))

export const secretariatOrBulkDownload: Gate = (caller) => (isBulkDownload(caller) ? undefined : secretariat(caller))

export const cna: Gate = (caller) =>
  isSecretariat(caller) || has(caller.org, 'CNA') ? undefined : refuse(403, ERRORS.cnaOnly())

export const adp: Gate = (caller) =>
  isSecretariat(caller) || has(caller.org, 'ADP') ? undefined : refuse(403, ERRORS.adpOnly())

export const secretariatOrAdmin: Gate = (caller) =>
  isSecretariat(caller) || isAdmin(caller) ? undefined : refuse(403, ERRORS.notOrgAdminOrSecretariat())

/** An organisation that does nothing but download in bulk is no partner. */
export const partner: Gate = ({ org }) =>
  org.active_roles.some((role) => role !== 'BULK_DOWNLOAD')
    ? undefined
    : refuse(403, ERRORS.orgHasNoPartnerRole(org.short_name))

function has(org: Org, role: OrgRole): boolean {
  return org.active_roles.includes(role)
}
