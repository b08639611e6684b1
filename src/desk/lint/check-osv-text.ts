import { type Document, parseJson, parseYaml } from '#json'
import { type LintWorld, makeOsvLinter } from '#lint'
import type { LintSettings } from '#project'
import { locator, unread, type WorldOf } from './check-text.ts'
import type { CheckedFile } from './checked.ts'
import { kindOf } from './names.ts'

/** Everything there is to say of the OSV record in a text, with the lines it speaks of. */
export type OsvTextChecker = (text: string, path: string) => CheckedFile

/**
 * Checks texts of OSV records, one after the other: JSON, and YAML in files that are named so. `worldOf` is asked for every
 * identifier that a record names; the first of which anything is known decides. `only` names the rules to hear of; all when absent.
 */
export function osvTextChecker(settings: LintSettings, worldOf: WorldOf, only?: ReadonlySet<string>): OsvTextChecker {
  const linter = makeOsvLinter(settings)
  return (text, path) => {
    const document = /\.ya?ml$/i.test(path) ? parseYaml(text) : parseJson(text)
    if (!document.ok) return unread(path, document.fault)
    const { value } = document.value
    if (!isOsv(document.value)) {
      if (kindOf(value) === 'cve') return { path, findings: [], waived: [], notes: [], faults: [], passedOver: 'cve' }
      return unread(path, {
        code: 'OSV_NOT_A_RECORD',
        kind: 'invalid',
        message: 'cannot read as an OSV record: it has neither id nor modified',
        at: '',
      })
    }
    const names = namesOf(document.value)
    const { findings, waived } = linter.lint(value, worldFor(names, worldOf), path)
    const locate = locator(text, document.value)
    return {
      path,
      ...(names[0] !== undefined && { id: names[0] }),
      findings: findings.filter(({ code }) => only?.has(code) ?? true).map((finding) => locate(finding)),
      waived: waived.map(({ finding, reason }) => ({ ...locate(finding), reason })),
      notes: [],
      faults: [],
    }
  }
}

/** Whether it is meant to be one, however much of it is wrong. */
function isOsv({ value }: Document): boolean {
  if (kindOf(value) === 'osv') return true
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return (
    ['id', 'modified', 'schema_version'].some((field) => Object.hasOwn(value, field)) &&
    !['dataType', 'cveMetadata', 'containers'].some((field) => Object.hasOwn(value, field))
  )
}

/** The identifier of a record, then its other names. */
function namesOf({ value }: Document): readonly string[] {
  if (typeof value !== 'object' || value === null || !('id' in value)) return []
  const { id, aliases, upstream, related } = value
  return [id, ...[aliases, upstream, related].flatMap((list) => (Array.isArray(list) ? list : []))].filter(
    (name) => typeof name === 'string',
  )
}

function worldFor(names: readonly string[], worldOf: WorldOf): LintWorld {
  const worlds = names.map((name) => worldOf(name))
  return worlds.find(({ vulnerability }) => vulnerability !== undefined) ?? worldOf(undefined)
}
