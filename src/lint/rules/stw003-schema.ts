import { type CveForm, type SchemaError, validateCve } from '#cve'
import { isObject, type Json, type JsonObject } from '#json'
import type { Fix, RecordRule, Report } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'

const REFERENCE: JsonObject = { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] }

export const schema: RecordRule = {
  code: 'STW003',
  name: 'schema',
  on: 'record',
  level: 'error',
  states: ['published', 'rejected'],
  what: 'The record is what the CVE Record Format 5.2.0 says; of a draft, its container is. Every error is told of, with its place and what is allowed there; fields that nobody knows by STW005, which mends them.',
  why: 'CVE Services refuse a container with a single error in it, and name only the first one they meet.',
  fixes: true,
  example: {
    wrong: { container: { references: [REFERENCE, REFERENCE] } },
    right: { container: { references: [REFERENCE] } },
  },

  check(subject, report) {
    schemaRemarks(subject.document, subject, report)
  },
}

/** Says of each error of the schema where it is. A document that is no record has no subject. */
export function schemaRemarks(document: Json, subject: RecordSubject | undefined, report: Report): void {
  if (subject === undefined) {
    const { value, form, base } = guess(document)
    for (const error of validateCve(value, form)) say(error, base, report)
    return
  }
  for (const error of subject.schemaErrors) {
    // Fields that nobody knows are STW005's, which has a fix for most.
    if (error.keyword !== 'additionalProperties') say(error, '', report)
  }
}

function say(error: SchemaError, base: string, report: Report): void {
  const { at, keyword, message, allowed } = error
  // Of all other errors the message itself says what would be right.
  const fields = keyword === 'additionalProperties' ? allowed : undefined
  const fix = fixOf(error, base)
  report({
    at: base + at,
    message,
    ...(fix && { fix }),
    ...(fields !== undefined && { hint: `the fields here are ${fields.join(', ')}` }),
  })
}

/** The two errors for which there is only one thing to do. */
function fixOf({ at, keyword, repeats, allowed = [] }: SchemaError, base: string): Fix | undefined {
  if (repeats !== undefined) {
    const edits = repeats.toReversed().map((item) => ({ op: 'remove', at: `${base}${at}/${item}` }) as const)
    return { does: 'removes what is there twice', edits }
  }
  const [severity] = allowed
  if (keyword !== 'anyOf' || !at.endsWith('/baseSeverity') || severity === undefined) return undefined
  return { does: `writes ${severity}`, edits: [{ op: 'replace', at: base + at, value: severity }] }
}

/** What a document that is no record was probably meant to be. */
function guess(document: Json): { readonly value: Json; readonly form: CveForm; readonly base: string } {
  if (isObject(document) && !('cveMetadata' in document) && !('containers' in document)) {
    const { cnaContainer } = document
    if (cnaContainer !== undefined) return { value: cnaContainer, form: 'cnaPublishedContainer', base: '/cnaContainer' }
    if ('affected' in document) return { value: document, form: 'cnaPublishedContainer', base: '' }
  }
  return { value: document, form: 'record', base: '' }
}
