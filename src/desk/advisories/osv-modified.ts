import type { Assessment } from '#vulnerability'
import type { ReleaseSeen, VulnerabilityRow } from './ports.ts'

/**
 * When the OSV record of a vulnerability last came to say something else: with an edit, with its publication, or with a release that it
 * names. A new release may be one more version in its list and change nothing in the CVE record; who mirrors OSV looks at this moment
 * alone. RFC 3339, UTC; never after `now`.
 */
export function osvModified(
  { updatedAt }: Pick<VulnerabilityRow, 'updatedAt'>,
  { vulnerability, releases, runs }: Assessment,
  seen: readonly ReleaseSeen[],
  now: string,
): string {
  const affected = releases.filter(({ status }) => status === 'affected').map(({ release }) => release)
  const ends = runs.flatMap(({ end }) => (end.kind === 'release' ? [end.release] : []))
  const named = new Set([...affected, ...ends].flatMap(({ tags }) => tags))
  const news = seen.filter(({ tag, isNew }) => isNew && named.has(tag)).map(({ seenAt }) => seenAt)
  const { published } = vulnerability
  return [...(published === undefined ? [] : [published]), ...news]
    .filter((moment) => Date.parse(moment) <= Date.parse(now))
    .reduce((last, moment) => (Date.parse(moment) > Date.parse(last) ? moment : last), updatedAt)
}
