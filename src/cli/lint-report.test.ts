import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CheckedFile, type LocatedFinding, NO_TALLY } from '#desk/lint'
import type { Fault } from '#fault'
import { RULES } from '#lint'
import { githubReport, jsonReport, type LintReport, sarifReport } from './lint-report.ts'

const finding: LocatedFinding = {
  code: 'STW103',
  name: 'title',
  level: 'warning',
  at: '/containers/cna/title',
  message: 'the title ends: 100 %\nof it',
  line: 12,
  column: 16,
  excerpt: { text: '"title": "Oil is lit.",', at: 9 },
}
const file = (path: string, fields: Partial<CheckedFile> = {}): CheckedFile => ({
  path,
  findings: [],
  waived: [],
  notes: [],
  faults: [],
  ...fields,
})
const fault: Fault = {
  code: 'JSON_SYNTAX',
  kind: 'invalid',
  message: 'cannot read',
  place: { source: 'c.json', line: 3, column: 7 },
}
const nowhere: Fault = { code: 'RECORDS_NONE', kind: 'absent', message: 'there is no .json file', hint: 'name one' }

const FILES = [
  file('a.json', {
    id: 'CVE-2030-1001',
    findings: [finding, { ...finding, code: 'STW708', level: 'error', hint: 'mend it' }],
    waived: [{ ...finding, level: 'info', reason: 'accepted' }],
    notes: [{ message: 'it ran out', line: 3 }],
  }),
  file('odd/%41 #?é:b.json', { findings: [{ ...finding, line: 1, column: 1 }] }),
  file('osv.json', { passedOver: 'osv' }),
  file('c.json', { faults: [fault] }),
]

function written(report: LintReport, files: readonly CheckedFile[] = FILES, faults = [fault, nowhere]): string {
  return [report.start, ...files.map((each) => report.file(each)), report.end({ ...NO_TALLY, faults })].join('')
}

test('annotations of GitHub: one line each, escaped as the runner undoes it; what has no file stands at the run', () => {
  assert.deepEqual(written(githubReport()).split('\n'), [
    '::warning file=a.json,line=12,col=16,title=STW103::the title ends: 100 %25%0Aof it',
    '::error file=a.json,line=12,col=16,title=STW708::the title ends: 100 %25%0Aof it%0Amend it',
    '::warning file=odd/%2541 #?é%3Ab.json,line=1,col=1,title=STW103::the title ends: 100 %25%0Aof it',
    '::error file=c.json,line=3,col=7,title=JSON_SYNTAX::cannot read',
    '::error title=RECORDS_NONE::there is no .json file%0Aname one',
    '',
  ])
})

test('the JSON document: records that were read, and faults of all others', () => {
  const answer = JSON.parse(written(jsonReport([{ code: 'STW213', needs: ['project'], partly: false }])))
  assert.deepEqual(
    answer.records.map((record: CheckedFile) => [record.path, record.findings.length, record.waived.length]),
    [
      ['a.json', 2, 1],
      ['odd/%41 #?é:b.json', 1, 0],
    ],
  )
  assert.deepEqual(answer.faults, [fault, nowhere])
  assert.equal('excerpt' in answer.records[0].findings[0], false)
  assert.deepEqual(JSON.parse(written(jsonReport([]), [])).records, [])
})

/*
 * What SARIF 2.1.0 asks of a log: required properties, the words of enumerations, numbers from 1 (OASIS, sections 3.13 to 3.58).
 * A table rather than a schema, so that it can be read.
 */
type Check = (value: unknown, at: string) => void

const text: Check = (value, at) => assert(typeof value === 'string' && value !== '', at)
const boolean: Check = (value, at) => assert.equal(typeof value, 'boolean', at)
const from =
  (least: number): Check =>
  (value, at) =>
    assert(Number.isInteger(value) && Number(value) >= least, at)
const word =
  (...words: readonly string[]): Check =>
  (value, at) =>
    assert(typeof value === 'string' && words.includes(value), at)
const list =
  (item: Check): Check =>
  (value, at) => {
    assert(Array.isArray(value), at)
    for (const [i, each] of value.entries()) item(each, `${at}/${i}`)
    assert.equal(new Set(value.map((each) => JSON.stringify(each))).size, value.length, `${at} has one item twice`)
  }
/** Fields with a question mark may be absent; no field is there that the table does not have. */
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    assert(typeof value === 'object' && value !== null && !Array.isArray(value), at)
    const known = new Set(Object.keys(fields).map((name) => name.replace('?', '')))
    for (const name of Object.keys(value)) assert(known.has(name), `${at}/${name} is unknown`)
    for (const [name, check] of Object.entries(fields)) {
      const item = Object.entries(value).find(([key]) => key === name.replace('?', ''))
      if (item === undefined) assert(name.endsWith('?'), `${at}/${name} is missing`)
      else check(item[1], `${at}/${item[0]}`)
    }
  }

/** A relative reference of RFC 3986: no scheme, nothing that would have to be encoded, no colon in its first part. */
const relativeUri: Check = (value, at) => {
  assert(typeof value === 'string', at)
  assert.match(value, /^(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})+$/, at)
}

const LEVEL = word('none', 'note', 'warning', 'error')
const message = object({ text })
const region = object({ startLine: from(1), startColumn: from(1) })
const artifactLocation = object({ uri: relativeUri })
const sarifLog = object({
  $schema: text,
  version: word('2.1.0'),
  runs: list(
    object({
      tool: object({
        driver: object({
          name: text,
          version: text,
          rules: list(
            object({
              id: text,
              name: text,
              shortDescription: message,
              fullDescription: message,
              help: object({ text, markdown: text }),
              defaultConfiguration: object({ level: LEVEL }),
            }),
          ),
        }),
      }),
      columnKind: word('utf16CodeUnits', 'unicodeCodePoints'),
      results: list(
        object({
          ruleId: text,
          ruleIndex: from(0),
          level: LEVEL,
          message,
          locations: list(
            object({
              physicalLocation: object({ artifactLocation, region }),
              logicalLocations: list(object({ fullyQualifiedName: text, kind: word('member') })),
            }),
          ),
          suppressions: list(object({ kind: word('inSource', 'external'), justification: text })),
        }),
      ),
      invocations: list(
        object({
          executionSuccessful: boolean,
          toolExecutionNotifications: list(
            object({
              level: LEVEL,
              descriptor: object({ id: text }),
              message,
              'locations?': list(object({ physicalLocation: object({ artifactLocation, 'region?': region }) })),
            }),
          ),
        }),
      ),
    }),
  ),
})

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly suppressions: readonly object[]
  readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[]
}

test('SARIF has what the standard asks for', () => {
  sarifLog(JSON.parse(written(sarifReport(RULES, '1.2.3'))), '')
  sarifLog(JSON.parse(written(sarifReport(RULES, '1.2.3'), [], [])), '')
})

test('SARIF: results lead to their rules, levels are its own words, waived ones are suppressed', () => {
  const [run] = JSON.parse(written(sarifReport(RULES, '1.2.3'))).runs
  const results: readonly Result[] = run.results
  assert.deepEqual(
    results.map(({ ruleId, ruleIndex, level, suppressions }) => [
      run.tool.driver.rules[ruleIndex].id === ruleId,
      ruleId,
      level,
      suppressions.length,
    ]),
    [
      [true, 'STW103', 'warning', 0],
      [true, 'STW708', 'error', 0],
      [true, 'STW103', 'note', 1],
      [true, 'STW103', 'warning', 0],
    ],
  )
  assert.equal(run.tool.driver.rules.length, RULES.length)
})

test('SARIF: a path is encoded, and read back as it was', () => {
  const [run] = JSON.parse(written(sarifReport(RULES, '1.2.3'))).runs
  const { uri } = run.results[3].locations[0].physicalLocation.artifactLocation
  assert.equal(uri, 'odd/%2541%20%23%3F%C3%A9%3Ab.json')
  assert.equal(decodeURIComponent(uri), 'odd/%41 #?é:b.json')
})

test('SARIF: faults are told of as such, and the run was not a success', () => {
  const invocationOf = (faults: Fault[]): { executionSuccessful: boolean; toolExecutionNotifications: object[] } =>
    JSON.parse(written(sarifReport(RULES, '1.2.3'), FILES, faults)).runs[0].invocations[0]
  assert.deepEqual(invocationOf([]), { executionSuccessful: true, toolExecutionNotifications: [] })
  const { executionSuccessful, toolExecutionNotifications } = invocationOf([fault, nowhere])
  assert.equal(executionSuccessful, false)
  assert.equal(toolExecutionNotifications.length, 2)
})
