import type { History } from '#history'
import { type Lifecycle, type TagRule, versionInTag, writeTagRule } from '#project'
import { type Scheme, type SchemeName, schemeNamed, type Version } from '#versions'

/** What can be seen of a project in its repository. */
export interface Proposal {
  readonly project: string
  readonly repository?: string
  readonly scheme: SchemeName
  readonly tags: readonly TagRule[]
  readonly releases: number
  readonly prereleases: readonly string[]
  readonly ignored: readonly string[]
  /** 0 when every release is in one line, absent otherwise. */
  readonly seriesNumbers?: number
  readonly branches: readonly ProposedBranch[]
}

export interface ProposedBranch {
  readonly name: string
  readonly series: string
  readonly ref: string
  readonly lifecycle: Lifecycle
  readonly newest?: string
}

/** Schemes that may be guessed, in the order of preference between equals: the strictest that reads as many tags. */
const GUESSABLE: readonly SchemeName[] = ['semver', 'python', 'dotted', 'openssl']

/** A rule must explain this share of what the best rule explains, and two tags, to be kept: two styles of one project, not a stray tag. */
const KEPT_SHARE = 0.2

/** Looks at tags and branches, and proposes how to read them. A guess: a person confirms it. */
export function proposeProject(history: History, name: string, url: string | undefined): Proposal {
  const candidates = candidateRules(history.tags.map(({ name: tag }) => tag))
  const { scheme, rules } = bestScheme(candidates, history)
  const versions = new Map<string, Version>()
  for (const { name: tag } of history.tags) {
    const version = versionOf(scheme, rules, tag)
    if (version !== undefined) versions.set(tag, version)
  }
  const ordered = [...versions.values()].sort((a, b) => scheme.compare(a, b) ?? 0)
  const { branches, oneLine } = proposeBranches(history, scheme, ordered)
  const repository = url === undefined ? undefined : publicAddress(url)
  return {
    project: name,
    ...(repository !== undefined && { repository }),
    scheme: scheme.name,
    tags: rules,
    releases: ordered.length,
    prereleases: ordered.filter(({ prerelease }) => prerelease).map(({ text }) => text),
    ignored: history.tags.map(({ name: tag }) => tag).filter((tag) => !versions.has(tag)),
    ...(oneLine && { seriesNumbers: 0 }),
    branches,
  }
}

/** Every way to cut tags at their first digit, with dots or underscores between the numbers, most frequent first. */
function candidateRules(tags: readonly string[]): readonly TagRule[] {
  const counts = new Map<string, { rule: TagRule; count: number }>()
  for (const tag of tags) {
    const digit = tag.search(/\d/)
    if (digit < 0) continue
    const rest = tag.slice(digit)
    const separator = /^\d+_\d/.test(rest) ? '_' : /^\d+-\d+-\d/.test(rest) ? '-' : '.'
    const rule: TagRule = { prefix: tag.slice(0, digit), suffix: '', separator }
    const key = `${rule.prefix}\0${separator}`
    const entry = counts.get(key) ?? { rule, count: 0 }
    entry.count++
    counts.set(key, entry)
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ rule }) => rule)
}

function bestScheme(candidates: readonly TagRule[], history: History): { scheme: Scheme; rules: readonly TagRule[] } {
  let best: { scheme: Scheme; rules: readonly TagRule[]; read: number } | undefined
  for (const name of GUESSABLE) {
    const scheme = schemeOf(name)
    const reads = candidates.map((rule) => ({
      rule,
      read: history.tags.filter(({ name: tag }) => versionOf(scheme, [rule], tag) !== undefined).length,
    }))
    const most = Math.max(0, ...reads.map(({ read }) => read))
    const kept = reads.filter(({ read }) => read >= Math.min(2, most) && read >= KEPT_SHARE * most && read > 0)
    const read = kept.reduce((sum, each) => sum + each.read, 0)
    if (best === undefined || read > best.read) best = { scheme, rules: kept.map(({ rule }) => rule), read }
  }
  if (best === undefined || best.read === 0) {
    return { scheme: schemeOf('custom'), rules: [{ prefix: '', suffix: '', separator: '.' }] }
  }
  return best
}

/**
 * Branches whose name holds the numbers of a series that has releases, and the main branch for the newest series that no other
 * one claims. Without any such name every release is taken to be in one line.
 */
function proposeBranches(
  history: History,
  scheme: Scheme,
  versions: readonly Version[],
): { readonly branches: readonly ProposedBranch[]; readonly oneLine: boolean } {
  const names = [...new Set(history.branches.map(({ name }) => name.replace(/^origin\//, '')))].filter(
    (name) => name !== 'HEAD',
  )
  const newestOf = (series: string): Version | undefined =>
    versions.findLast((version) => scheme.series(version, series.split('.').length) === series)
  const claimed = names.flatMap((ref) => {
    const numbers = /(?:^|[^0-9A-Za-z.])v?(\d+(?:[._]\d+)*)(?:[._]x)?(?:$|[^0-9A-Za-z.])/
      .exec(ref.replace(/^[A-Za-z]+(?=\d)/, ''))?.[1]
      ?.replaceAll('_', '.')
    const newest = numbers === undefined ? undefined : newestOf(numbers)
    return numbers === undefined || newest === undefined ? [] : [{ ref, series: numbers, newest }]
  })
  const unique = claimed.filter(({ series }, i) => claimed.findIndex((other) => other.series === series) === i)
  unique.sort((a, b) => scheme.compare(a.newest, b.newest) ?? 0)
  const main = ['main', 'master', 'trunk', 'devel', 'develop'].find((name) => names.includes(name)) ?? names[0]
  if (unique.length === 0) {
    const newest = versions.at(-1)
    const only: ProposedBranch[] =
      main === undefined
        ? []
        : [
            {
              name: main,
              series: '',
              ref: main,
              lifecycle: 'bugfix',
              ...(newest !== undefined && { newest: newest.text }),
            },
          ]
    return { branches: only, oneLine: true }
  }
  const finals = unique.filter(({ newest }) => !newest.prerelease).length
  const branches: ProposedBranch[] = unique.map(({ ref, series, newest }, i) => ({
    name: series,
    series,
    ref,
    // Two newest branches with final releases get bug fixes, older ones security fixes only: the usual way, and a guess.
    lifecycle: newest.prerelease ? 'prerelease' : i >= finals - 2 ? 'bugfix' : 'security',
    newest: newest.text,
  }))
  const newest = versions.at(-1)
  if (main !== undefined && newest !== undefined && !unique.some(({ ref }) => ref === main)) {
    const series = scheme.series(newest)
    const isClaimed = unique.some((branch) => branch.series === series)
    const own = isClaimed ? following(series) : series
    branches.push({
      name: main,
      series: own,
      ref: main,
      lifecycle: 'prerelease',
      ...(!isClaimed && { newest: newest.text }),
    })
  }
  return { branches, oneLine: false }
}

/** The series after `3.14` is `3.15`, until a tag says otherwise. */
function following(series: string): string {
  const numbers = series.split('.')
  return [...numbers.slice(0, -1), String(Number(numbers.at(-1)) + 1)].join('.')
}

/** The address that records use: https, without credentials and `.git`; undefined for a path. */
function publicAddress(url: string): string | undefined {
  const ssh = /^(?:ssh:\/\/)?[\w.-]+@([\w.-]+)[:/](.+)$/.exec(url)
  const address = ssh === null ? url : `https://${ssh[1]}/${ssh[2]}`
  if (!URL.canParse(address) || !/^https?:/.test(address)) return undefined
  const parsed = new URL(address)
  return `${parsed.protocol}//${parsed.host}${parsed.pathname.replace(/\.git$/, '').replace(/\/+$/, '')}`
}

function versionOf(scheme: Scheme, rules: readonly TagRule[], tag: string): Version | undefined {
  for (const rule of rules) {
    const text = versionInTag(rule, tag)
    const version = text === undefined ? undefined : scheme.parse(text)
    if (version?.ok) return version.value
  }
  return undefined
}

function schemeOf(name: SchemeName): Scheme {
  const found = schemeNamed(name)
  if (!found.ok) throw new Error(found.fault.message)
  return found.value
}

/** How a rule is shown and written. */
export function ruleText(rule: TagRule): string {
  return rule.separator === '.' ? writeTagRule(rule) : `${writeTagRule(rule)}, ${rule.separator} for the dot`
}
