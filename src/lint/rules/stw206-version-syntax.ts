import { quote } from '#fault'
import { endOfBranch } from '../entry-segments.ts'
import { affecting } from '../example-record.ts'
import { noVersion } from '../no-version.ts'
import type { RecordRule, Report } from '../rule.ts'
import type { EntryView } from '../subject.ts'

export const versionSyntax: RecordRule = {
  code: 'STW206',
  name: 'version-syntax',
  on: 'record',
  level: 'error',
  what: 'Versions are what their `versionType` says, from the first character to the last: `semver` is Semantic Versioning 2.0.0, `python` PEP 440, `git` the full hash of a commit; `maven`, `rpm`, `deb` and `gem` are what those programs take. `0` may begin any range.',
  why: 'A tool that follows the type cannot place `3.10` among semantic versions. It drops the entry, or falls back to CPE names and to the prose of the description.',
  cnaRules: ['affected-versions'],
  fixes: true,
  example: {
    wrong: {
      container: affecting({ version: 'v3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'semver' }),
    },
    right: {
      container: affecting({ version: '3.12.0', lessThan: '3.12.13', status: 'affected', versionType: 'semver' }),
    },
  },

  check({ products }, report) {
    for (const { entries } of products) {
      for (const view of entries) if (view.scheme.order !== 'none') checkEntry(view, report)
    }
  },
}

function checkEntry(view: EntryView, report: Report): void {
  const { entry, at, isRange, lower, upper } = view
  const isGit = view.scheme.name === 'git'
  if ((lower === undefined || isGit) && !(isRange && entry.version === '0')) {
    checkText(view, entry.version, `${at}/version`, report)
  }
  if (upper === undefined || isGit) {
    if (entry.lessThan !== undefined) checkBound(view, entry.lessThan, `${at}/lessThan`, report)
    else if (entry.lessThanOrEqual !== undefined)
      checkBound(view, entry.lessThanOrEqual, `${at}/lessThanOrEqual`, report)
  }
  if (entry.changes === undefined) return
  for (const [i, change] of entry.changes.entries()) checkText(view, change.at, `${at}/changes/${i}/at`, report)
}

function checkBound(view: EntryView, text: string, at: string, report: Report): void {
  if (text === '*') return
  if (!/[.-]\*$/.test(text)) checkText(view, text, at, report)
  else if (endOfBranch(view.scheme, text) === undefined) {
    report({
      at,
      message: `${quote(text)} is no branch of versions under ${view.scheme.title}: the range ends nowhere`,
    })
  }
}

function checkText({ scheme }: EntryView, text: string, at: string, report: Report): void {
  const read = scheme.parse(text)
  if (read.ok && (scheme.name !== 'git' || FULL_HASH.test(text))) return
  const trimmed = text.trim()
  if (trimmed !== text && scheme.parse(trimmed).ok) return // blanks at the ends are the subject of STW006
  const kind = noVersion(text)?.kind
  if (kind !== undefined && kind !== 'blank') return // STW204 and STW205 know better what this is
  const hint = read.ok ? 'write the full hash of a commit, 40 or 64 hexadecimal digits' : read.fault.hint
  const bare =
    /^v[0-9]/.test(text) && scheme.name === 'semver' && scheme.parse(text.slice(1)).ok ? text.slice(1) : undefined
  report({
    at,
    message: `${quote(text)} is no version under ${scheme.title}: no tool can tell which versions come before it`,
    ...(hint !== undefined && { hint }),
    ...(bare !== undefined && { fix: { does: `writes ${bare}`, edits: [{ op: 'replace', at, value: bare }] } }),
  })
}

const FULL_HASH = /^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/
