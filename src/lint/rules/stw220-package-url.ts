import type { AffectedProduct } from '#cve'
import { quote } from '#fault'
import { makePurl, type Purl, parsePurl } from '#ids'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import { isRegistered } from '../registered-product.ts'
import type { Fix, RecordRule, Report } from '../rule.ts'

export const packageUrl: RecordRule = {
  code: 'STW220',
  name: 'package-url',
  on: 'record',
  level: 'error',
  what: '`packageURL` is a package URL without a version, of the type and the name that `collectionURL` and `packageName` say; a product that its project publishes as a package has one.',
  why: 'Scanners match packages by `packageURL` alone. One that cannot be read, names another package or carries a version matches nothing, and CVE Services refuse it.',
  cnaRules: ['names-product'],
  uses: ['project'],
  fixes: true,
  example: {
    wrong: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            packageURL: 'pkg:pypi/lantern@3.13.8',
            defaultStatus: 'unaffected',
            versions: [{ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }],
          },
        ],
      },
    },
    right: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            packageURL: 'pkg:pypi/lantern',
            defaultStatus: 'unaffected',
            versions: [{ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }],
          },
        ],
      },
      world: { project: { ...EXAMPLE_PROJECT, product: { ...EXAMPLE_PROJECT.product, purl: 'pkg:pypi/lantern' } } },
    },
  },

  check(subject, report) {
    const { project } = subject.world
    for (const { product, at } of subject.products) {
      const { packageURL } = product
      if (packageURL === undefined) {
        const purl = project?.product.purl
        if (project === undefined || purl === undefined || !isRegistered(product, project.product)) continue
        report({
          at,
          level: 'warning',
          message: `there is no packageURL, and the project publishes ${purl}`,
          fix: {
            does: 'adds the packageURL of the project',
            edits: [{ op: 'add', at: `${at}/packageURL`, value: purl }],
          },
        })
        continue
      }
      const place = `${at}/packageURL`
      const purl = parsePurl(packageURL, { version: 'forbidden' })
      if (purl.ok) compare(purl.value, product, place, report)
      else if (subject.schemaErrors.every((error) => error.at !== place)) {
        const { code, message, hint } = purl.fault
        const fix = code === 'PURL_VERSION_FORBIDDEN' ? withoutVersion(packageURL, place) : undefined
        report({ at: place, message, ...(hint !== undefined && { hint }), ...(fix !== undefined && { fix }) })
      }
    }
  },
}

function withoutVersion(text: string, at: string): Fix | undefined {
  const read = parsePurl(text)
  if (!read.ok) return undefined
  const { version, ...parts } = read.value
  const purl = makePurl(parts)
  return purl.ok
    ? { does: `takes the version ${quote(version ?? '')} away`, edits: [{ op: 'replace', at, value: purl.value.text }] }
    : undefined
}

/**
 * The type of the packages in a collection, by its host without the part that says which of its services it is. Source: purl-spec, the default registries of the types. Hosts that
 * hold packages of several types are not here.
 */
const TYPE_OF_HOST: ReadonlyMap<string, string> = new Map([
  ['pypi.org', 'pypi'],
  ['pypi.python.org', 'pypi'],
  ['npmjs.com', 'npm'],
  ['npmjs.org', 'npm'],
  ['crates.io', 'cargo'],
  ['pkg.go.dev', 'golang'],
  ['golang.org', 'golang'],
  ['rubygems.org', 'gem'],
  ['maven.apache.org', 'maven'],
  ['repo1.maven.org', 'maven'],
  ['central.sonatype.com', 'maven'],
  ['search.maven.org', 'maven'],
  ['mvnrepository.com', 'maven'],
  ['nuget.org', 'nuget'],
  ['hex.pm', 'hex'],
  ['packagist.org', 'composer'],
  ['pub.dev', 'pub'],
  ['hackage.haskell.org', 'hackage'],
  ['cran.r-project.org', 'cran'],
  ['metacpan.org', 'cpan'],
  ['cpan.org', 'cpan'],
])

/** Types whose packages have one name and nothing else, as `packageName` repeats it. */
const ONE_NAME: ReadonlySet<string> = new Set(['pypi', 'cargo', 'gem', 'hex', 'nuget', 'pub'])

function compare(purl: Purl, { collectionURL, packageName }: AffectedProduct, at: string, report: Report): void {
  const host = /^https?:\/\/(?:(?:www|api|proxy|registry|repo)\.)?([^/:?#]+)/i
    .exec(collectionURL ?? '')?.[1]
    ?.toLowerCase()
  const type = host === undefined ? undefined : TYPE_OF_HOST.get(host)
  if (type === undefined) return
  if (type !== purl.type) {
    report({
      at,
      message: `packageURL is of the type ${purl.type}, and the packages of ${host} are of the type ${type}`,
      hint: 'correct packageURL or collectionURL',
    })
  } else if (ONE_NAME.has(type) && packageName !== undefined && plain(packageName) !== plain(purl.name)) {
    report({
      at,
      message: `packageURL names the package ${quote(purl.name)}, and packageName is ${quote(packageName)}`,
      hint: 'correct one of them',
    })
  }
}

/** Collections differ in which of these they take for the same name; none has two packages that differ in nothing else. */
function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[-_.]+/g, '-')
}
