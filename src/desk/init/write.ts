import { stringify } from 'yaml'
import { writeTagRule } from '#project'
import type { Proposal } from './propose.ts'

/** What cannot be seen in a repository. */
export interface Names {
  readonly vendor: string
  readonly product: string
  readonly prefix: string
  readonly shortName?: string
  readonly orgId?: string
}

/** The first `steward.yaml` of a project, with a comment wherever something was guessed. */
export function writeProject(proposal: Proposal, names: Names, clone: string): string {
  const word = (text: string): string => stringify(text, { singleQuote: true, lineWidth: 0 }).trimEnd()
  // Versions look like numbers to YAML, so they are quoted always.
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
  const lines = [
    '# What Steward knows of this project. Every field: docs/steward-yaml.md',
    'steward: 1',
    `project: ${word(proposal.project)}`,
    ...(names.shortName !== undefined && names.orgId !== undefined
      ? ['foundation:', `  short-name: ${word(names.shortName)}`, `  org-id: ${word(names.orgId)}`]
      : [
          '# foundation: short-name and org-id of your CNA; CVE records need them',
          '# foundation:',
          '#   short-name: LSF',
          '#   org-id: 00000000-0000-4000-8000-000000000000',
        ]),
    ...(proposal.repository === undefined
      ? ['# repository: the public address, for records']
      : [`repository: ${word(proposal.repository)}`]),
    `clone: ${word(clone)}`,
    '',
    `scheme: ${proposal.scheme}`,
    'tags:',
    ...proposal.tags.flatMap((rule) =>
      rule.separator === '.'
        ? [`  - ${word(writeTagRule(rule))}`]
        : [`  - match: ${word(writeTagRule(rule))}`, `    separator: ${quoted(rule.separator)}`],
    ),
    ...(proposal.seriesNumbers === undefined
      ? []
      : [
          '# every release is in one line; remove this when branches get releases of their own',
          `series-numbers: ${proposal.seriesNumbers}`,
        ]),
    ...(proposal.branches.length === 0
      ? []
      : ['branches: # lifecycles are guesses: confirm them, add end-of-life and next']),
    ...proposal.branches.flatMap(({ name, series, ref, lifecycle }) => [
      `  - name: ${quoted(name)}`,
      ...(series === name || series === '' ? [] : [`    series: ${quoted(series)}`]),
      ...(ref === name ? [] : [`    ref: ${word(ref)}`]),
      `    lifecycle: ${lifecycle}`,
    ]),
    '',
    '# first-prerelease marks the pre-releases of a branch too; final starts at X.Y.0',
    'bounds: first-prerelease',
    'product:',
    `  vendor: ${word(names.vendor)}`,
    `  product: ${word(names.product)}`,
    'osv:',
    `  prefix: ${word(names.prefix)}`,
  ]
  return `${lines.join('\n')}\n`
}
