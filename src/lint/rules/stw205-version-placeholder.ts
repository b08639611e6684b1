import { quote } from '#fault'
import type { Json } from '#json'
import { affecting } from '../example-record.ts'
import type { PlacedNoVersion } from '../placed-no-versions.ts'
import type { Fix, RecordRule, Remark } from '../rule.ts'

export const versionPlaceholder: RecordRule = {
  code: 'STW205',
  name: 'version-placeholder',
  on: 'record',
  level: 'error',
  what: 'An asterisk stands alone or at the end of an upper bound (`lessThan: "4.*"`) and nowhere else, and no word (`all`, `unspecified`, `n/a`) stands where a version should. The beginning of all versions is written `0`.',
  why: 'Neither is a pattern to the format: `4.*` and `all` are names of versions that nobody has released, and a range from `unspecified` begins nowhere.',
  cnaRules: ['affected-versions'],
  fixes: true,
  example: {
    wrong: {
      container: affecting({ version: 'unspecified', lessThan: '3.12.13', status: 'affected', versionType: 'python' }),
    },
    right: {
      container: affecting({ version: '0', lessThan: '3.12.13', status: 'affected', versionType: 'python' }),
    },
  },

  check({ noVersions }, report) {
    for (const placed of noVersions) {
      const { at, text, what } = placed
      if (what.kind === 'asterisk') {
        report({
          at,
          message: `${quote(text)} is no version: an asterisk stands at the end of an upper bound, and is no pattern`,
        })
      } else if (what.kind === 'branch') {
        report(aboutBranch(placed, what.branch))
      } else if (what.kind === 'everything' || what.kind === 'nothing') {
        report(placed.field === 'version' ? aboutWord(placed, what.kind) : aboutWordAsBound(placed))
      }
    }
  },
}

function aboutBranch({ at, field, text }: PlacedNoVersion, branch: string): Remark {
  if (field === 'lessThan' || field === 'lessThanOrEqual') {
    const end = `${branch}.*`
    return {
      at,
      message: `${quote(text)} is no version: the end of a branch is written ${end}`,
      fix: { does: `writes ${end}`, edits: [{ op: 'replace', at, value: end }] },
    }
  }
  return {
    at,
    message: `${quote(text)} counts as the name of one version, and no version is called so: the branch ${branch} was probably meant`,
    hint: `write a range from the first version of the branch to before ${quote(`${branch}.*`)}, and say its versionType`,
  }
}

function aboutWord(placed: PlacedNoVersion, kind: 'everything' | 'nothing'): Remark {
  const { at, text, view } = placed
  if (view.isRange) {
    return {
      at,
      level: 'warning',
      message: `the range begins at ${quote(text)}, which is no version: the beginning of all versions is written 0`,
      fix: { does: 'begins the range at 0', edits: [{ op: 'replace', at, value: '0' }] },
    }
  }
  const fix = kind === 'everything' ? allVersions(placed) : undefined
  return {
    at,
    level: 'warning',
    message: `${quote(text)} counts as the name of one version, and no version is called so: nothing is ${view.entry.status} by this entry`,
    hint:
      kind === 'everything'
        ? 'for every version write "version": "0" with "lessThan": "*"'
        : 'name the versions; while they are not known, leave them out and set defaultStatus to unknown',
    ...(fix !== undefined && { fix }),
  }
}

/** The range of all versions, where no other entry says otherwise of some. It needs no order, so that any type will do. */
function allVersions({ view, product }: PlacedNoVersion): Fix | undefined {
  if (product.entries.length > 1) return undefined
  const { status, versionType = 'custom' } = view.entry
  const value: Json = { version: '0', status, versionType, lessThan: '*' }
  return { does: 'makes it the range of all versions', edits: [{ op: 'replace', at: view.at, value }] }
}

function aboutWordAsBound({ at, text, field }: PlacedNoVersion): Remark {
  const where = field === 'at' ? 'the status changes at' : 'the range ends at'
  return {
    at,
    message: `${where} ${quote(text)}, which is no version: nothing can be compared with it`,
    ...(field !== 'at' && { hint: 'a range without an end is written "lessThan": "*"' }),
  }
}
