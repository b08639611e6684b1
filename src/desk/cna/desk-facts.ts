import type { CveRecord } from '#cve'
import type { Workspace } from '#desk'
import type { CaseFacts, DeskFacts, IdentifierFacts, UserFacts } from '#lint'
import type { Foundation } from '#project'
import type { Vulnerability } from '#vulnerability'
import type { CveIdEntry, User } from './wire.ts'

/** What CVE Services told. */
export interface AskedServices {
  readonly entries: readonly CveIdEntry[]
  readonly users: readonly User[]
  /** Records of cases that are published, by their CVE IDs. */
  readonly records: ReadonlyMap<string, CveRecord>
}

/**
 * The work of a CNA as the rules look at it: cases from the facts files of its projects, identifiers and users from CVE Services
 * where they were asked. The foundation is that of the first project that names one.
 *
 * Facts files say when something was published, and not by whom it became public: what is published in them counts as our own
 * disclosure, for which the shorter of the two clocks runs.
 */
export function deskFactsOf(workspaces: readonly Workspace[], asked: AskedServices | undefined): DeskFacts {
  const cases = workspaces.flatMap(({ project, facts }) =>
    facts.map(({ vulnerability }) => caseOf(vulnerability, project.product.product, asked)),
  )
  const foundation = foundationOf(workspaces)
  return {
    cases,
    ...(foundation !== undefined && { foundation }),
    ...(asked !== undefined && {
      identifiers: identifiersOf(asked.entries, workspaces),
      users: asked.users.map((user) => userOf(user, asked.entries)),
    }),
  }
}

function foundationOf(workspaces: readonly Workspace[]): Foundation | undefined {
  return workspaces.map(({ project }) => project.foundation).find((each) => each !== undefined)
}

function caseOf(vulnerability: Vulnerability, product: string, asked: AskedServices | undefined): CaseFacts {
  const { id, cve, published, embargo, state } = vulnerability
  const isOut = state === 'published' && published !== undefined
  const recordPublished = cve === undefined ? undefined : asked?.records.get(cve)?.cveMetadata.datePublished
  return {
    id,
    product,
    ...(cve !== undefined && { cveId: cve }),
    ...(isOut && { disclosed: { at: published, by: 'us' }, advisoryPublished: published }),
    ...(recordPublished !== undefined && { recordPublished }),
    ...(embargo !== undefined && { embargoUntil: embargo }),
  }
}

function identifiersOf(entries: readonly CveIdEntry[], workspaces: readonly Workspace[]): readonly IdentifierFacts[] {
  const named = new Set(
    workspaces.flatMap(({ facts }) =>
      facts.flatMap(({ vulnerability: { cve, aliases } }) => [...(cve === undefined ? [] : [cve]), ...aliases]),
    ),
  )
  return entries.flatMap(({ cve_id, state, reserved, time }): readonly IdentifierFacts[] =>
    state === 'AVAILABLE'
      ? []
      : [{ cveId: cve_id, state, reserved: reserved ?? time?.created ?? '', inUse: named.has(cve_id) }],
  )
}

/**
 * CVE Services do not tell when somebody was there last. What they tell is when an account was changed and who reserved an ID: the
 * last of these is the last sign of life. Whoever only publishes leaves none.
 */
function userOf({ username, active = true, time }: User, entries: readonly CveIdEntry[]): UserFacts {
  const signs = entries.flatMap(({ requested_by, reserved }) =>
    requested_by?.user === username && reserved !== undefined ? [reserved] : [],
  )
  const lastActive = [...signs, ...(time === undefined ? [] : [time.created, time.modified])]
    .toSorted((a, b) => Date.parse(a) - Date.parse(b))
    .at(-1)
  return { username, active, ...(lastActive !== undefined && { lastActive }) }
}
