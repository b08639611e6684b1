import { newRange } from './operations/id-ranges.ts'
import { hashKey } from './secrets.ts'
import type { Change, Org, OrgRole, StateView, User } from './state.ts'

interface Names {
  readonly org: string
  readonly user: string
  readonly adp?: string
  readonly years?: readonly string[]
}

/** What every sandbox has: the CNA of the exercise, a Secretariat, years, and perhaps an ADP. What is there already stays. */
export function basics(
  state: StateView,
  { org, user, adp, years = [] }: Names,
  key: string | undefined,
  now: Date,
  uuid: () => string,
): readonly Change[] {
  const time = { created: now.toISOString(), modified: now.toISOString() }
  const changes: Change[] = []
  const secret = key === undefined ? undefined : hashKey(key)
  const put = (short_name: string, name: string, roles: readonly OrgRole[]): void => {
    const known = state.orgNamed(short_name)
    const its: Org = known ?? {
      UUID: uuid(),
      short_name,
      name,
      active_roles: roles,
      id_quota: roles.includes('CNA') ? 1000 : 0,
      time,
    }
    if (known === undefined) changes.push({ kind: 'org', entry: its })
    const administrator = state.userNamed(its.UUID, user)
    if (administrator !== undefined && secret === undefined) return
    const entry: User = {
      UUID: uuid(),
      org_UUID: its.UUID,
      username: user,
      name: { first: '', last: '', middle: '', suffix: '' },
      active: true,
      active_roles: ['ADMIN'],
      time,
      ...administrator,
      secret: secret ?? '',
    }
    changes.push({ kind: 'user', entry })
  }
  if (org !== 'mitre') put('mitre', 'MITRE Corporation', ['SECRETARIAT', 'CNA'])
  put(org, org, org === 'mitre' ? ['SECRETARIAT', 'CNA'] : ['CNA'])
  if (adp !== undefined && adp !== org) put(adp, adp, ['ADP'])
  const present = now.getUTCFullYear()
  const usual = Array.from({ length: Math.max(0, present - 1998) }, (_, i) => String(1999 + i))
  for (const cve_year of new Set(['1900', ...usual, ...years])) {
    if (state.range(cve_year) === undefined) changes.push({ kind: 'range', entry: newRange(cve_year) })
  }
  return changes
}
