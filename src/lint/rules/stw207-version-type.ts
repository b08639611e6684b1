import { quote } from '#fault'
import type { Project } from '#project'
import { affecting } from '../example-record.ts'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import { noVersion } from '../no-version.ts'
import { isRegistered, versionTypeFor } from '../registered-product.ts'
import type { Fix, RecordRule } from '../rule.ts'
import type { EntryView } from '../subject.ts'

export const versionType: RecordRule = {
  code: 'STW207',
  name: 'version-type',
  on: 'record',
  level: 'warning',
  what: '`versionType` names an order that readers know (`semver`, `python`, `maven`, `rpm`, `git` and the like). It is neither missing nor `custom`, nor a word of its own.',
  why: 'Without an order a version equals the very same text and nothing else, and a range is a guess. Tools that need versions then turn to CPE names, or to the prose of the description.',
  cnaRules: ['affected-versions'],
  uses: ['project'],
  fixes: true,
  example: {
    wrong: {
      container: affecting({ version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'custom' }),
      world: { project: EXAMPLE_PROJECT },
    },
    right: {
      container: affecting({ version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'python' }),
    },
  },

  check({ products, world }, report) {
    for (const { product, entries } of products) {
      if (!entries.some(isWithoutOrder)) continue
      const project =
        world.project !== undefined && isRegistered(product, world.project.product) ? world.project : undefined
      for (const [type, views] of Map.groupBy(entries.filter(isWithoutOrder), ({ entry }) => entry.versionType)) {
        const [first, ...others] = views
        if (first === undefined || (project !== undefined && isOwnType(type, project))) continue
        const fix = project === undefined ? undefined : typeOfProject(project, views)
        report({
          at: type === undefined ? first.at : `${first.at}/versionType`,
          message: messageFor(first, others.length),
          hint: 'one of semver, python, maven, rpm, deb, gem, git, where the versions are so',
          ...(fix !== undefined && { fix }),
        })
      }
    }
  },
}

/**
 * Whether readers miss an order here. The range of all versions needs none; of a range without type the schema speaks, and of a text that
 * is no version others.
 */
function isWithoutOrder({ entry, scheme, isRange, upperText }: EntryView): boolean {
  if (scheme.order !== 'none') return false
  if (isRange) return entry.versionType !== undefined && !(entry.version === '0' && upperText === '*')
  return noVersion(entry.version) === undefined
}

/** Some orders, OpenSSL's for one, have no word that readers would know: the project does what it can. */
function isOwnType(type: string | undefined, project: Project): boolean {
  const own = project.template.versionType ?? versionTypeFor(project, [])
  return type !== undefined && (own === undefined || type === own)
}

function messageFor({ entry, isRange, upperText }: EntryView, others: number): string {
  const more = others === 0 ? '' : `; so it is with ${others} more ${others === 1 ? 'entry' : 'entries'}`
  if (entry.versionType === undefined) {
    return `there is no versionType: ${quote(entry.version)} matches the very same text and nothing else${more}`
  }
  const consequence = isRange
    ? `which versions lie between ${quote(entry.version)} and ${quote(upperText ?? '')} cannot be told`
    : `${quote(entry.version)} matches the very same text and nothing else`
  return `the order of versionType ${quote(entry.versionType)} is not known: ${consequence}${more}`
}

function typeOfProject(project: Project, views: readonly EntryView[]): Fix | undefined {
  const type = versionTypeFor(project, views.flatMap(textsOf))
  if (type === undefined) return undefined
  return {
    does: `says that the versions are of the type ${type}`,
    edits: views.map(({ at, entry }) => ({
      op: entry.versionType === undefined ? 'add' : 'replace',
      at: `${at}/versionType`,
      value: type,
    })),
  }
}

function textsOf({ entry, isRange, upperText }: EntryView): readonly string[] {
  return [
    ...(isRange && entry.version === '0' ? [] : [entry.version]),
    ...(upperText === undefined || upperText === '*' ? [] : [upperText]),
    ...(entry.changes ?? []).map(({ at }) => at),
  ]
}
