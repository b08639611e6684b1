import type { CveRecord } from '#cve'
import type { Target } from '#desk/cna'
import { factsFrom, groupByIdentity, readSource, type Source } from '#desk/import'
import type { Actor } from '#desk/people'
import { type ProjectGround, type ProjectRow, servicesOf } from '#desk/projects'
import { type Fault, fail, ok, type Result } from '#fault'
import { parseCveId } from '#ids'
import { schemeNamed } from '#versions'
import { parseVulnerability, writeFacts } from '#vulnerability'
import { type NewFacts, storeNew } from './create-vulnerability.ts'
import type { AdvisoryDesk } from './desk.ts'
import { openProject } from './propose-facts.ts'
import type { ImportOutcome, Stage } from './views.ts'

export interface ImportWish {
  readonly project: string
  readonly files?: readonly { readonly name: string; readonly text: string }[]
  /** A CVE ID whose record is read from CVE Services at `target`. */
  readonly cve?: string
  readonly target?: Target
}

/**
 * New vulnerabilities from CVE records, OSV records and facts files, or from what CVE Services hold. Records of one vulnerability are
 * joined, and where they differ both are told. What is there already is never changed.
 *
 * Codes: `IMPORT_NOTHING`, those of CVE Services.
 */
export async function importVulnerabilities(
  desk: AdvisoryDesk,
  actor: Actor,
  wish: ImportWish,
): Promise<Result<readonly ImportOutcome[]>> {
  const opened = await openProject(desk, actor, wish.project, 'none')
  if (!opened.ok) return opened
  const { row, ground } = opened.value
  const outcomes: ImportOutcome[] = []
  const sources: Source[] = []
  for (const { name, text } of wish.files ?? []) {
    if (/^\uFEFF?---[ \t]*\r?\n/.test(text)) {
      outcomes.push(await importFacts(desk, actor, row, ground, name, text))
      continue
    }
    const source = readSource(text, name)
    if (source.ok) sources.push(source.value)
    else outcomes.push(refused(name, [name], source.fault))
  }
  const fetched = wish.cve === undefined ? ok(undefined) : await fetchRecord(desk, wish.project, wish.cve, wish.target)
  if (!fetched.ok) return fetched
  if (fetched.value !== undefined)
    sources.push({ format: 'cve', name: fetched.value.from, record: fetched.value.record })
  if (outcomes.length === 0 && sources.length === 0) return fail(NOTHING)

  const scheme = schemeNamed(ground.project.scheme)
  if (!scheme.ok) return scheme
  for (const group of groupByIdentity(sources)) {
    const { id, fields, markdown, conflicts, leftOut } = factsFrom(scheme.value, group)
    const names = group.sources.map(({ name }) => name)
    const own = id.startsWith(`${ground.project.osv.prefix}-`) ? id : undefined
    const text = writeFacts({ ...fields, id: own ?? 'IMPORTED' }, markdown)
    const stored = await store(desk, actor, row, ground, text, own)
    if (!stored.ok) {
      outcomes.push(stored.fault.kind === 'conflict' ? exists(id, names, conflicts) : refused(id, names, stored.fault))
      continue
    }
    const { id: newId, listed, version, text: facts } = stored.value
    outcomes.push({
      id: newId,
      state: 'created',
      ...(listed.cve !== undefined && { cve: listed.cve }),
      sources: names,
      conflicts,
      leftOut,
    })
    const published = fetched.value
    if (published === undefined || listed.cve !== published.record.cveMetadata.cveId) continue
    await desk.store.write(async (tx) => {
      await tx.published.put({
        vulnerability: newId,
        project: row.slug,
        target: published.target,
        cve: published.record.cveMetadata.cveId,
        version,
        facts,
        at: desk.around.moment(),
        record: published.record,
      })
      return ok(undefined)
    })
  }
  return ok(outcomes)
}

async function importFacts(
  desk: AdvisoryDesk,
  actor: Actor,
  row: ProjectRow,
  ground: ProjectGround,
  name: string,
  text: string,
): Promise<ImportOutcome> {
  const read = parseVulnerability(text, name)
  if (!read.ok) return refused(name, [name], read.fault)
  const stored = await store(desk, actor, row, ground, text, read.value.id)
  if (!stored.ok) {
    return stored.fault.kind === 'conflict' ? exists(read.value.id, [name], []) : refused(name, [name], stored.fault)
  }
  const { cve } = read.value
  return {
    id: stored.value.id,
    state: 'created',
    ...(cve !== undefined && { cve }),
    sources: [name],
    conflicts: [],
    leftOut: [],
  }
}

/** What the world knows already is under no embargo. */
function store(
  desk: AdvisoryDesk,
  actor: Actor,
  row: ProjectRow,
  ground: ProjectGround,
  text: string,
  id: string | undefined,
): ReturnType<typeof storeNew> {
  const read = parseVulnerability(text, 'import')
  if (!read.ok) return Promise.resolve(read)
  const { state } = read.value
  const stage: Stage = state
  const facts: NewFacts = {
    text,
    embargoed: state === 'draft' || state === 'review',
    did: 'imported',
    stage,
    ...(id !== undefined && { id }),
  }
  return storeNew(desk, actor, row, ground, facts)
}

interface Fetched {
  readonly target: Target
  readonly from: string
  readonly record: CveRecord
}

async function fetchRecord(
  desk: AdvisoryDesk,
  project: string,
  name: string,
  target: Target = 'sandbox',
): Promise<Result<Fetched>> {
  const id = parseCveId(name)
  if (!id.ok) return fail({ ...id.fault, at: '/cve' })
  const services = await servicesOf(desk.projects, project, target)
  if (!services.ok) return services
  const record = await services.value.records.get(id.value)
  return record.ok ? ok({ target, from: `CVE Services (${target})`, record: record.value }) : record
}

function exists(id: string, sources: readonly string[], conflicts: ImportOutcome['conflicts']): ImportOutcome {
  return {
    id,
    state: 'exists',
    sources,
    conflicts,
    leftOut: [],
    problem: {
      code: 'VULNERABILITY_EXISTS',
      message: 'there is a vulnerability of this identifier already; it was not changed',
    },
  }
}

function refused(id: string, sources: readonly string[], { code, message, hint }: Fault): ImportOutcome {
  const problem = { code, message, ...(hint !== undefined && { hint }) }
  return { id, state: 'refused', sources, conflicts: [], leftOut: [], problem }
}

const NOTHING = {
  code: 'IMPORT_NOTHING',
  kind: 'invalid',
  message: 'there is nothing to import',
  at: '/files',
  hint: 'choose a file, or name a CVE ID',
} as const
