import type { CveIdEntry, CveServices, Target, User, UserChanges } from '#desk/cna'
import type { Actor } from '#desk/people'
import { ok, type Result } from '#fault'
import { type At, auditCounter, confirmed, counterOf, openCounter } from './counter.ts'
import { all } from './listings.ts'
import type { IdentifiersDesk } from './ports.ts'
import type { AccountRow, OrganisationView } from './view.ts'

/** The organisation at CVE Services with its quota and its accounts. */
export async function readOrganisation(desk: IdentifiersDesk, actor: Actor, at: At): Promise<Result<OrganisationView>> {
  const services = await openCounter(desk, actor, 'ids.read', at)
  if (!services.ok) return services
  const { orgs, users, speaker } = services.value
  const org = await orgs.get(speaker.org)
  if (!org.ok) return org
  const quota = await orgs.quota(speaker.org)
  if (!quota.ok) return quota
  const listed = await all(users.list(speaker.org))
  if (!listed.ok) return listed
  const listing = await desk.listings.of(desk.store, at, services.value, { fresh: false })
  if (!listing.ok) return listing
  const signs = lastSigns(listing.value.entries)
  const accounts = listed.value.map((user) => withLastSign(user, signs))
  return ok({ counter: counterOf(at, services.value), org: org.value, quota: quota.value, users: accounts })
}

/** CVE Services do not tell when somebody was there; who reserved an ID was there at that moment. */
function lastSigns(entries: readonly CveIdEntry[]): ReadonlyMap<string, string> {
  const last = new Map<string, string>()
  for (const { requested_by, reserved } of entries) {
    if (requested_by === undefined || reserved === undefined) continue
    const before = last.get(requested_by.user)
    if (before === undefined || Date.parse(before) < Date.parse(reserved)) last.set(requested_by.user, reserved)
  }
  return last
}

function withLastSign(user: User, signs: ReadonlyMap<string, string>): AccountRow {
  const known = [signs.get(user.username), user.time?.modified].filter((each) => each !== undefined)
  const last = known.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1)
  return { ...user, ...(last !== undefined && { lastActive: last }) }
}

export interface AccountWish {
  readonly username: string
  readonly name?: NonNullable<User['name']>
  readonly admin: boolean
  readonly confirm?: string
}

/** A new account, and its key: shown this once, kept nowhere. */
export async function createAccount(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  { username, name, admin, confirm }: AccountWish,
): Promise<Result<{ readonly account: AccountRow; readonly secret: string }>> {
  return changeAccounts(desk, actor, at, username, confirm, 'added', async ({ users, speaker }) => {
    const created = await users.create(speaker.org, {
      username,
      ...(name !== undefined && { name }),
      ...(admin && { authority: { active_roles: ['ADMIN'] } }),
    })
    return created.ok ? ok({ account: created.value.user, secret: created.value.secret.reveal() }) : created
  })
}

export interface AccountEdit {
  readonly active?: boolean
  readonly admin?: boolean
  readonly username?: string
  readonly name?: NonNullable<User['name']>
  readonly confirm?: string
}

/** Changes an account: its names, whether it is active, whether it administers. */
export async function changeAccount(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  username: string,
  { active, admin, username: renamed, name, confirm }: AccountEdit,
): Promise<Result<AccountRow>> {
  const changes: UserChanges = {
    ...(active !== undefined && { active }),
    ...(renamed !== undefined && { new_username: renamed }),
    ...(admin === true && { 'active_roles.add': 'ADMIN' }),
    ...(admin === false && { 'active_roles.remove': 'ADMIN' }),
    ...(name?.first !== undefined && { 'name.first': name.first }),
    ...(name?.last !== undefined && { 'name.last': name.last }),
    ...(name?.middle !== undefined && { 'name.middle': name.middle }),
    ...(name?.suffix !== undefined && { 'name.suffix': name.suffix }),
  }
  const what = `changed: ${Object.keys(changes).join(', ')}`
  return changeAccounts(desk, actor, at, username, confirm, what, ({ users, speaker }) =>
    users.update(speaker.org, username, changes),
  )
}

/** A new key for an account: the old one ends at once. Shown this once, kept nowhere. */
export async function renewSecret(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  username: string,
  confirm: string | undefined,
): Promise<Result<{ readonly account: AccountRow; readonly secret: string }>> {
  return changeAccounts(desk, actor, at, username, confirm, 'a new key', async ({ users, speaker }) => {
    const secret = await users.resetSecret(speaker.org, username)
    if (!secret.ok) return secret
    const account = await users.get(speaker.org, username)
    // The key is the one thing that cannot be asked for again: it is shown whatever else went wrong.
    return ok({ account: account.ok ? account.value : { username }, secret: secret.value.reveal() })
  })
}

async function changeAccounts<T>(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  username: string,
  confirm: string | undefined,
  what: string,
  change: (services: CveServices<Target>) => Promise<Result<T>>,
): Promise<Result<T>> {
  const services = await openCounter(desk, actor, 'ids.organisation', at)
  if (!services.ok) return services
  const said = confirmed(at.target, [username], confirm)
  if (!said.ok) return said
  const done = await change(services.value)
  if (!done.ok) return done
  const noted = await auditCounter(desk, actor, 'ids.organisation', at, 'cve-user', [username], what)
  return noted.ok ? done : noted
}
