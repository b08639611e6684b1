import { faultsOf } from '#fault'
import type { Json } from '#json'
import { parseOsv, validateOsv } from '#osv'
import type { OsvRule, Report } from '../rule.ts'

export const osvSchema: OsvRule = {
  code: 'STW701',
  name: 'osv-schema',
  on: 'osv',
  level: 'error',
  what: 'The record is what the OSV schema 1.7.5 says. Every error is told of, with its place.',
  why: 'Databases that collect OSV records check each against the schema, and leave out the ones that do not hold. Nobody may notice for weeks.',
  example: {
    wrong: { record: { affected: [{ package: { ecosystem: 'pypi', name: 'lantern' }, versions: ['3.13.8'] }] } },
    right: { record: { affected: [{ package: { ecosystem: 'PyPI', name: 'lantern' }, versions: ['3.13.8'] }] } },
  },

  check({ document }, report) {
    for (const error of validateOsv(document)) if (!isSaidByAnotherRule(error.at)) report(error)
  },
}

/** Says why a document cannot be walked through as a record: what the schema says, or where that is silent, what stopped the reader. */
export function reportMalformed(document: Json, report: Report): void {
  const errors = validateOsv(document)
  for (const error of errors) report(error)
  if (errors.length > 0) return
  const read = parseOsv(document)
  if (read.ok) return
  for (const { at = '', message, hint } of faultsOf(read.fault))
    report({ at, message, ...(hint !== undefined && { hint }) })
}

/** The prefix of the identifier is STW706's, a score that does not fit its type STW708's: both know more of it. */
function isSaidByAnotherRule(at: string): boolean {
  return at === '/id' || /^(?:\/affected\/\d+)?\/severity\/\d+\/score$/.test(at)
}
