import type { Assessment, Override, ReleaseStatus } from '#vulnerability'
import type { SeenTag } from './ports.ts'
import type { BoardConflict } from './view.ts'

/** A release of which a person said something before it was there, and git says something else. */
export interface OvertakenStatement {
  readonly version: string
  readonly override: Override
  /** What git says of it. */
  readonly git: ReleaseStatus['status']
  readonly conflict: BoardConflict
}

/**
 * Statements that a new tag overtook. An override beats git, and was made with a reason: but whoever made it could not know of a release
 * that came later. So it is asked about once, and the answer is a statement about that very version.
 */
export function overtakenStatements(
  { releases }: Assessment,
  newTags: readonly SeenTag[],
): readonly OvertakenStatement[] {
  const tagged = new Map(newTags.map((tag) => [tag.version, tag]))
  return releases.flatMap(({ release, status, reason }): readonly OvertakenStatement[] => {
    const version = release.version.text
    const tag = tagged.get(version)
    if (tag === undefined || reason.kind !== 'override' || reason.git === status) return []
    const { override, git } = reason
    // Whoever said it of this very version after the tag was seen has decided already.
    if (override.scope.kind === 'version' && override.date >= tag.seenAt.slice(0, 10)) return []
    const conflict: BoardConflict = {
      code: 'STATEMENT_OVERTAKEN',
      level: 'question',
      message: `${override.author} said that ${version} is ${status} before it was there; git says ${git}`,
      computed: [`${version} ${git}`],
      stated: [`${version} ${status}`],
      hint: 'believe git, or keep the statement with a reason',
    }
    return [{ version, override, git, conflict }]
  })
}
