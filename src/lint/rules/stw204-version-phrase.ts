import type { VersionEntry } from '#cve'
import { quote } from '#fault'
import type { Json } from '#json'
import type { Project } from '#project'
import { affecting } from '../example-record.ts'
import type { End, Meant } from '../no-version.ts'
import type { PlacedNoVersion } from '../placed-no-versions.ts'
import { isRegistered, versionTypeFor } from '../registered-product.ts'
import type { Edit, Fix, RecordRule, Remark } from '../rule.ts'

export const versionPhrase: RecordRule = {
  code: 'STW204',
  name: 'version-phrase',
  on: 'record',
  level: 'error',
  what: 'A version is one version: no comparison (`< 3.9`), no range or list in words or signs (`3.8 - 3.9`, `3.9 and earlier`, `1.2, 1.3`), and no blanks. What was meant is named, where that is clear.',
  why: 'The format takes the text for the name of a version. No release has that name, so that the record marks nothing as affected, and tools that know better guess.',
  cnaRules: ['affected-versions'],
  uses: ['project'],
  fixes: true,
  example: {
    wrong: {
      container: affecting({ version: '< 3.12.13', status: 'affected', versionType: 'python' }),
    },
    right: {
      container: affecting({ version: '0', status: 'affected', versionType: 'python', lessThan: '3.12.13' }),
    },
  },

  check({ noVersions, world }, report) {
    for (const placed of noVersions) {
      const { what, view, text, at } = placed
      if (what.kind === 'comparison' || what.kind === 'phrase') {
        report(view.isRange ? aboutBound(placed, what) : aboutSingle(placed, what, world.project))
      } else if (what.kind === 'blank' && view.scheme.order === 'none') {
        report({
          at,
          level: 'warning',
          message: `there is a blank in ${quote(text)}: a version is one word to most tools`,
        })
      }
    }
  },
}

interface Said {
  readonly kind: 'comparison' | 'phrase'
  readonly meant: Meant | undefined
}

/** A text that stands for a whole entry. */
function aboutSingle(placed: PlacedNoVersion, { kind, meant }: Said, project: Project | undefined): Remark {
  const { at, text, view } = placed
  const message = `${quote(text)} counts as the name of one version, and no version is called so`
  if (meant === undefined) return { at, message, hint: 'write single versions, or a range with lessThan' }
  if (meant.kind === 'range') {
    const type = kind === 'comparison' ? typeOf(placed, endsOf(meant), project) : undefined
    const fields = rangeFields(meant)
    return {
      at,
      message: `${message}: the versions ${inWords(meant.from, meant.to)} were probably meant`,
      hint: `write ${fields === undefined ? 'a range' : `the range ${JSON.stringify(fields)}`}, and say its versionType`,
      ...(type !== undefined && fields !== undefined && { fix: toRange(view.at, view.entry, fields, type) }),
    }
  }
  const [only = '', ...others] = meant.versions
  if (others.length === 0) {
    return {
      at,
      message: `${message}: ${only} was probably meant`,
      fix: { does: `writes ${only}`, edits: [{ op: 'replace', at, value: only }] },
    }
  }
  // `11 and 12` may well be two branches; what has a dot in it is a version.
  const areClear = meant.versions.every((version) => version.includes('.')) && /[,;]/.test(text)
  return {
    at,
    message: `${message}: ${enumerate(meant.versions)} were probably meant`,
    hint: 'give each of them an entry of its own',
    ...(areClear && { fix: toList(view.at, view.entry, meant.versions) }),
  }
}

function enumerate(versions: readonly string[]): string {
  if (versions.length > 3) return `${versions.slice(0, 3).join(', ')} and ${versions.length - 3} more`
  return `${versions.slice(0, -1).join(', ')} and ${versions.at(-1)}`
}

/** A text that stands at an end of a range, or where its status changes. */
function aboutBound({ at, field, text }: PlacedNoVersion, { meant }: Said): Remark {
  const version = meant === undefined ? undefined : boundIn(meant, field)
  if (version === undefined) {
    return { at, message: `${quote(text)} is no version: nothing can be compared with it, and the range means nothing` }
  }
  return {
    at,
    message: `${quote(text)} is no version: the name of the field is the sign, and its value the version alone`,
    fix: { does: `writes ${version}`, edits: [{ op: 'replace', at, value: version }] },
  }
}

/** The version in a text that says no more than its field does: `< 3.9` in `lessThan`. */
function boundIn(meant: Meant, field: PlacedNoVersion['field']): string | undefined {
  if (meant.kind === 'versions') return meant.versions.length === 1 ? meant.versions[0] : undefined
  const { from, to } = meant
  if (field === 'lessThan') return from === undefined && to?.included === false ? to.version : undefined
  if (field === 'lessThanOrEqual') return from === undefined && to?.included === true ? to.version : undefined
  return to === undefined ? from : undefined
}

function inWords(from: string | undefined, to: End | undefined): string {
  const start = from === undefined ? '' : `from ${from} `
  if (to === undefined) return `${start}on`
  if (to.included === undefined) return `${start}up to ${to.version}`
  return `${start}${to.included ? 'through' : from === undefined ? 'before' : 'to before'} ${to.version}`
}

interface RangeFields {
  readonly version: string
  readonly lessThan?: string
  readonly lessThanOrEqual?: string
}

/** Undefined where it is not clear whether the end belongs to the range. */
function rangeFields({ from = '0', to }: Meant & { readonly kind: 'range' }): RangeFields | undefined {
  if (to === undefined) return { version: from, lessThan: '*' }
  if (to.included === undefined) return undefined
  return to.included ? { version: from, lessThanOrEqual: to.version } : { version: from, lessThan: to.version }
}

function endsOf({ from, to }: Meant & { readonly kind: 'range' }): readonly string[] {
  return [...(from === undefined || from === '0' ? [] : [from]), ...(to === undefined ? [] : [to.version])]
}

/** A type under which all the versions can be read: that of the entry, or else that of the project. */
function typeOf(
  { view, product }: PlacedNoVersion,
  texts: readonly string[],
  project: Project | undefined,
): string | undefined {
  const { versionType } = view.entry
  if (versionType !== undefined) {
    return view.scheme.order === 'total' && texts.every((text) => view.scheme.parse(text).ok) ? versionType : undefined
  }
  if (project === undefined || !isRegistered(product.product, project.product)) return undefined
  return versionTypeFor(project, texts)
}

function toRange(at: string, { status }: VersionEntry, { version, ...upper }: RangeFields, versionType: string): Fix {
  const value: Json = { version, status, versionType, ...upper }
  return { does: 'makes it a range', edits: [{ op: 'replace', at, value }] }
}

function toList(at: string, entry: VersionEntry, versions: readonly string[]): Fix {
  const slash = at.lastIndexOf('/')
  const first = Number(at.slice(slash + 1))
  const edits = versions.map((version, i): Edit => {
    const value: Json = { ...entry, version }
    return i === 0 ? { op: 'replace', at, value } : { op: 'add', at: `${at.slice(0, slash)}/${first + i}`, value }
  })
  return { does: 'gives each version an entry of its own', edits }
}
