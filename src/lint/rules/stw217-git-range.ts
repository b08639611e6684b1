import { affecting } from '../example-record.ts'
import { isRegistered } from '../registered-product.ts'
import type { RecordRule, Report } from '../rule.ts'
import type { EntryView, ProductView } from '../subject.ts'
import type { LintWorld, RepositoryFacts } from '../world.ts'

const BUG = 'b2c0ffee5504b079fef7a57b8d81472f15cdd9a5'
const FIX = '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'

export const gitRange: RecordRule = {
  code: 'STW217',
  name: 'git-range',
  on: 'record',
  level: 'error',
  what: 'A product with versions of the type `git` names its repository in `repo`; the commits are in that repository, and the fix comes after the commit that brought the bug.',
  why: 'A range of commits means nothing without the repository that orders them. With a hash that is mistyped, or ends that stand on different branches, no commit is in the range and everything looks safe.',
  cnaRules: ['affected-versions'],
  uses: ['repository', 'project'],
  example: {
    wrong: {
      container: affecting({ version: BUG, lessThan: FIX, status: 'affected', versionType: 'git' }),
    },
    right: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            repo: 'https://git.example/lantern',
            defaultStatus: 'unaffected',
            versions: [{ version: BUG, lessThan: FIX, status: 'affected', versionType: 'git' }],
          },
        ],
      },
    },
  },

  check({ products, world }, report) {
    for (const view of products) {
      if (!view.entries.some(isGit)) continue
      if (view.product.repo === undefined) {
        report({
          at: view.at,
          message: 'there are versions of the type git, and no repo says in which repository they are',
          hint: 'add repo',
        })
      }
      const facts = factsOf(view, products.length, world)
      if (facts === undefined) continue
      for (const entry of view.entries) if (isGit(entry)) checkCommits(entry, facts, report)
    }
  },
}

function isGit({ scheme }: EntryView): boolean {
  return scheme.name === 'git'
}

/** The repository of a product, where it is the one that is known. */
function factsOf(
  { product }: ProductView,
  products: number,
  { repository, project }: LintWorld,
): RepositoryFacts | undefined {
  return products === 1 || (project !== undefined && isRegistered(product, project.product)) ? repository : undefined
}

/** Full hashes; of a tag or a part of a hash another rule speaks. */
const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i

function checkCommits({ entry, at, isRange, upperText }: EntryView, facts: RepositoryFacts, report: Report): void {
  const { version, lessThan, changes = [] } = entry
  const isThere = (hash: string, field: string): boolean => {
    if (!HASH.test(hash)) return false
    if (facts.hasCommit(hash)) return true
    report({ at: `${at}/${field}`, message: `the repository has no commit ${hash}` })
    return false
  }
  const hasLower = isThere(version, 'version')
  const check = (hash: string, field: string): void => {
    const hasUpper = isThere(hash, field)
    if (!hasLower || !hasUpper || facts.isAncestor(version, hash) !== false) return
    report({
      at: `${at}/${field}`,
      message: `${hash.slice(0, 12)} does not come after ${version.slice(0, 12)}: the range holds no commit`,
      hint: 'name the commit that brought the bug to this branch, or the fix of the other one',
    })
  }
  if (isRange && upperText !== undefined) check(upperText, lessThan === undefined ? 'lessThanOrEqual' : 'lessThan')
  for (const [i, change] of changes.entries()) check(change.at, `changes/${i}/at`)
}
