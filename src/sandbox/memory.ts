import type { Change, IdEntry, IdRange, Org, RecordEntry, StateView, User } from './state.ts'

/** The state in memory with the indexes that operations need. Every kind of storage works on this one. */
export class Memory implements StateView {
  readonly #orgs = new Map<string, Org>()
  readonly #orgNames = new Map<string, string>()
  readonly #users = new Map<string, User>()
  readonly #userNames = new Map<string, string>()
  readonly #members = new Map<string, Set<string>>()
  readonly #ids = new Map<string, IdEntry>()
  readonly #pools = new Map<string, Set<string>>()
  readonly #reserved = new Map<string, number>()
  readonly #ranges = new Map<string, IdRange>()
  readonly #records = new Map<string, RecordEntry>()

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'org') this.#putOrg(change.entry)
      else if (change.kind === 'user') this.#putUser(change.entry)
      else if (change.kind === 'id') this.#putId(change.entry)
      else if (change.kind === 'range') this.#ranges.set(change.entry.cve_year, change.entry)
      else this.#records.set(change.entry.cve_id, change.entry)
    }
  }

  #putOrg(org: Org): void {
    const before = this.#orgs.get(org.UUID)
    if (before !== undefined) this.#orgNames.delete(before.short_name)
    this.#orgs.set(org.UUID, org)
    this.#orgNames.set(org.short_name, org.UUID)
  }

  #putUser(user: User): void {
    const before = this.#users.get(user.UUID)
    if (before !== undefined) {
      this.#userNames.delete(memberKey(before.org_UUID, before.username))
      this.#members.get(before.org_UUID)?.delete(user.UUID)
    }
    this.#users.set(user.UUID, user)
    this.#userNames.set(memberKey(user.org_UUID, user.username), user.UUID)
    setOf(this.#members, user.org_UUID).add(user.UUID)
  }

  #putId(id: IdEntry): void {
    const before = this.#ids.get(id.cve_id)
    if (before?.state === 'AVAILABLE') this.#pools.get(before.cve_year)?.delete(before.cve_id)
    if (before?.state === 'RESERVED') this.#count(before.owning_cna, -1)
    this.#ids.set(id.cve_id, id)
    if (id.state === 'AVAILABLE') setOf(this.#pools, id.cve_year).add(id.cve_id)
    if (id.state === 'RESERVED') this.#count(id.owning_cna, 1)
  }

  #count(org_UUID: string, by: number): void {
    this.#reserved.set(org_UUID, this.reservedBy(org_UUID) + by)
  }

  orgs(): readonly Org[] {
    return [...this.#orgs.values()]
  }
  org(UUID: string): Org | undefined {
    return this.#orgs.get(UUID)
  }
  orgNamed(short_name: string): Org | undefined {
    return this.#orgs.get(this.#orgNames.get(short_name) ?? '')
  }
  users(): readonly User[] {
    return [...this.#users.values()]
  }
  user(UUID: string): User | undefined {
    return this.#users.get(UUID)
  }
  usersOf(org_UUID: string): readonly User[] {
    return [...(this.#members.get(org_UUID) ?? [])].flatMap((UUID) => this.#users.get(UUID) ?? [])
  }
  userNamed(org_UUID: string, username: string): User | undefined {
    return this.#users.get(this.#userNames.get(memberKey(org_UUID, username)) ?? '')
  }
  ids(): Iterable<IdEntry> {
    return this.#ids.values()
  }
  id(cve_id: string): IdEntry | undefined {
    return this.#ids.get(cve_id)
  }
  pool(cve_year: string): readonly IdEntry[] {
    return [...(this.#pools.get(cve_year) ?? [])].flatMap((cve_id) => this.#ids.get(cve_id) ?? [])
  }
  reservedBy(org_UUID: string): number {
    return this.#reserved.get(org_UUID) ?? 0
  }
  range(cve_year: string): IdRange | undefined {
    return this.#ranges.get(cve_year)
  }
  records(): Iterable<RecordEntry> {
    return this.#records.values()
  }
  record(cve_id: string): RecordEntry | undefined {
    return this.#records.get(cve_id)
  }
  recordCount(): number {
    return this.#records.size
  }
}

/** A UUID holds no blank, so that two pairs never give one key. */
function memberKey(org_UUID: string, username: string): string {
  return `${org_UUID} ${username}`
}

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const set = sets.get(key) ?? new Set<string>()
  sets.set(key, set)
  return set
}
