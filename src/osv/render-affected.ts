import { type Fault, fail, ok, type Result } from '#fault'
import type { Project } from '#project'
import { schemeNamed } from '#versions'
import type { Assessment, Range } from '#vulnerability'
import type { OsvAffected, OsvEvent, OsvPackage, OsvRange } from './record.ts'
import { unique, unlessEmpty } from './sparse.ts'
import { versionEvents } from './version-events.ts'

/** The one affected entry of a record; none for a rejected vulnerability without releases. */
export function renderAffected(
  project: Project,
  assessment: Assessment,
  ranges: readonly Range[],
): Result<readonly OsvAffected[]> {
  const name = packageOf(project)
  const rendered: OsvRange[] = []
  const git = gitRange(project, assessment)
  if (!git.ok) return git
  if (git.value !== undefined) rendered.push(git.value)
  if (name !== undefined) {
    const scheme = schemeNamed(project.scheme)
    if (!scheme.ok) return scheme
    const events = scheme.value.order === 'total' ? versionEvents(scheme.value, ranges) : ok([])
    if (!events.ok) return events
    if (events.value.length > 0) {
      rendered.push({ type: project.scheme === 'semver' ? 'SEMVER' : 'ECOSYSTEM', events: events.value })
    }
  }
  const versions = assessment.releases
    .filter(({ status }) => status === 'affected')
    .map(({ release }) => release.version.text)
  if (versions.length === 0 && !ranges.some(({ status }) => status === 'affected')) {
    return assessment.vulnerability.state === 'rejected' ? ok([]) : fail(nothingAffected(assessment))
  }
  return ok([
    {
      ...(name === undefined ? {} : { package: name }),
      ...unlessEmpty('ranges', rendered),
      ...unlessEmpty('versions', unique(versions)),
    },
  ])
}

function nothingAffected({ vulnerability }: Assessment): Fault {
  return {
    code: 'OSV_NOTHING_AFFECTED',
    kind: 'conflict',
    message: `cannot render ${vulnerability.id} as an OSV record: no release is affected and no range is known`,
    hint: 'look at the introducing and fixing commits, or reject the identifier',
  }
}

function packageOf({ osv, product }: Project): OsvPackage | undefined {
  if (osv.ecosystem === undefined || osv.package === undefined) return undefined
  const { purl } = product
  return { ecosystem: osv.ecosystem, name: osv.package, ...(purl === undefined ? {} : { purl }) }
}

/** Undefined when the facts name no commit. */
function gitRange(project: Project, { vulnerability, git }: Assessment): Result<OsvRange | undefined> {
  const introduced = unique(git.introduced)
  const fixed = unique(git.fixed)
  if (introduced.length === 0) return ok(undefined)
  if (project.repository === undefined) {
    return fail({
      code: 'OSV_REPOSITORY',
      kind: 'absent',
      message: `cannot render ${vulnerability.id} as an OSV record: the project ${project.project} states no repository`,
      hint: 'state the public address of the repository in steward.yaml',
    })
  }
  const short = [...introduced, ...fixed].find((commit) => !/^(0|[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
  if (short !== undefined) {
    return fail({
      code: 'OSV_COMMIT',
      kind: 'invalid',
      message: `cannot render ${vulnerability.id} as an OSV record: ${JSON.stringify(short)} is not a full commit hash`,
    })
  }
  const events: readonly OsvEvent[] = [
    ...introduced.map((commit) => ({ introduced: commit })),
    ...fixed.map((commit) => ({ fixed: commit })),
  ]
  return ok({ type: 'GIT', repo: project.repository, events })
}
