import type { CveRecord } from '#cve'
import { findProject } from '#desk'
import type { Target, Upstream } from '#desk/cna'
import { projectWorld } from '#desk/lint'
import { type Fault, fail, ok, type Result } from '#fault'
import { type Finding, type LintWorld, makeLinter } from '#lint'
import { settingsFor } from './lint-settings.ts'
import type { World } from './world.ts'

/** What the rules say of a record that is about to be sent. */
export type RecordCheck = (record: CveRecord, upstream: Upstream) => Result<readonly Finding[]>

/**
 * The rules with the settings of the project around the folder and with everything it knows, where there is one. A record under
 * embargo goes to no shared server, whatever anybody waives.
 */
export async function recordCheck(world: World, target: Target): Promise<Result<RecordCheck>> {
  const settings = await settingsFor(undefined, world)
  if (!settings.ok) return settings
  const now = world.now().toISOString()
  const around = await worldAround(world, now)
  if (!around.ok) return around
  const linter = makeLinter(settings.value)
  return ok((record, upstream) => {
    const { cveId } = record.cveMetadata
    const known = around.value(cveId)
    const until = known.embargo?.until
    if (target !== 'sandbox' && until !== undefined && Date.parse(until) > Date.parse(now)) {
      return fail(embargoed(cveId, until))
    }
    const { state, entry } = upstream
    const published = state === 'reserved' ? undefined : upstream.record
    return ok(
      linter.lint(record, {
        ...known,
        reservation: { id: entry.cve_id, state, owner: entry.owning_cna },
        target: { sendTo: target, writtenFor: target },
        ...(published !== undefined && { published }),
      }).findings,
    )
  })
}

async function worldAround(world: World, now: string): Promise<Result<(id: string) => LintWorld>> {
  const project = await findProject(world.files, world.folder)
  if (!project.ok) return project.fault.code === 'PROJECT_NOT_FOUND' ? ok(() => ({ now })) : project
  const around = await projectWorld(world.files, world.repositories, world.folder, now)
  if (!around.ok) return around
  // Facts that cannot be read could hold an embargo: what cannot be decided is not sent.
  const [unread] = around.value.faults
  return unread === undefined ? ok(around.value.worldOf) : fail(unread)
}

function embargoed(id: string, until: string): Fault {
  return {
    code: 'CNA_EMBARGOED',
    kind: 'refused',
    message: `${id} is under embargo until ${until}`,
    hint: 'rehearse in a sandbox; the test instance is shared with the world',
  }
}
