import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Case, NOT_ROOT, POSIX } from '../case.ts'
import { CVE_FILE, FACTS_FILE } from '../workspace.ts'

const ORG = '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61'

/** A container with something to fix, to convert and to explain. */
const CONTAINER = {
  descriptions: [{ lang: 'en', value: 'Lantern follows a link while removing a folder.' }],
  affected: [{ vendor: 'LSF', product: 'Lantern', versions: [{ version: '3.12.0', status: 'affected' }] }],
  references: [{ url: 'https://git.example/lantern/commit/0123456789abcdef0123456789abcdef01234567' }],
}
const RECORD = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.1',
  cveMetadata: { cveId: 'CVE-2030-10499', assignerOrgId: ORG, state: 'PUBLISHED' },
  containers: { cna: CONTAINER },
}
const TEXT = `${JSON.stringify(RECORD, undefined, 2)}\n`

/** What reads a record, and writes where it can. */
const READERS: readonly (readonly string[])[] = [
  ['lint'],
  ['validate'],
  ['validate', '--as', 'cna'],
  ['fix', '--apply'],
  ['convert', '--apply'],
  ['show'],
  ['explain'],
  ['diff', CVE_FILE],
]

/** A file of which none of the commands can make anything. `place` follows its name. */
function unreadable(
  what: string,
  content: string | Uint8Array,
  code: string,
  place: string,
  hint: string | null,
): readonly Case[] {
  return READERS.map((words) => ({
    what: `cve ${words.join(' ')}: ${what}`,
    code,
    run: ['cve', ...words, 'record.json'],
    files: { 'record.json': content },
    place: `record.json${place}`,
    hint,
    exit: 3,
  }))
}

/** One command with files of its own. */
function one(
  what: string,
  run: string | readonly string[],
  files: Readonly<Record<string, string>>,
  expected: Pick<Case, 'code' | 'hint' | 'exit'> & Partial<Case>,
): Case {
  return { what: `cve: ${what}`, run, files, ...expected }
}

/** A wrong file of settings. */
function settings(what: string, content: string, code: string, place: string, hint: string | null, exit = 3): Case {
  return {
    what: `cve lint --config: ${what}`,
    code,
    run: 'cve lint --config settings.yaml record.json',
    files: { 'record.json': TEXT, 'settings.yaml': content },
    place: `settings.yaml${place}`,
    hint,
    exit,
  }
}

/** Something else in the place of the file that a command is to write. */
function instead(what: string, code: string, hint: string, prepare: (folder: string) => void): readonly Case[] {
  return ['fix', 'convert'].map((verb) => ({
    what: `cve ${verb} --apply: ${what}`,
    code,
    run: `cve ${verb} --apply --quiet record.json`,
    prepare,
    place: 'record.json',
    hint,
    exit: 5,
    skip: POSIX,
  }))
}

function usage(what: string, run: string | readonly string[], hint: string | null, code = 'USAGE_WORDS'): Case {
  return { what: `cve: ${what}`, code, run, hint, exit: 2 }
}

const nested = (depth: number): string => `${'{"containers":'.repeat(depth)}1${'}'.repeat(depth)}`

export const cve: readonly Case[] = [
  ...unreadable('an empty file', '', 'JSON_SYNTAX', ':1:1', null),
  ...unreadable('UTF-16', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), 'NOT_UTF8', ':1', 'UTF-8'),
  ...unreadable('a NUL in a text', TEXT.replace('Lantern', 'Lan\0tern'), 'JSON_SYNTAX', ':14:24', null),
  ...unreadable('half a record', TEXT.slice(0, 60), 'JSON_SYNTAX', ':4:7', null),
  ...unreadable('two records in one file', `${TEXT}${TEXT}`, 'JSON_SYNTAX', ':37:1', null),
  ...unreadable('a key twice', '{"dataType": 1,\n "dataType": 2}', 'JSON_DUPLICATE_KEY', ':2:2', 'keep one'),
  ...unreadable('the key __proto__', '{"__proto__": {"dataType": 1}}', 'JSON_FORBIDDEN_KEY', ':1:2', 'remove it'),
  ...unreadable('objects 100,000 deep', nested(100_000), 'JSON_TOO_DEEP', ':1:897', null),
  ...unreadable('a number out of range', '{"dataVersion": 1e999}', 'JSON_NUMBER_RANGE', ':1:17', null),
  ...unreadable('half a surrogate pair', '{"dataType": "\\ud800"}', 'JSON_LONE_SURROGATE', ':1:14', null),
  ...unreadable('17 MB', `"${'x'.repeat(17 * 1024 * 1024)}"`, 'FILE_TOO_LARGE', '', 'this is the file'),

  one(
    'lint: a list',
    'cve lint record.json',
    { 'record.json': '[]' },
    { code: 'CVE_NOT_A_RECORD', hint: null, exit: 3, place: 'record.json', apart: true },
  ),
  one(
    'lint: a manifest among the records',
    'cve lint records package.json',
    { 'package.json': '{"name": "lantern"}' },
    { code: 'CVE_NOT_A_RECORD', hint: null, exit: 3, place: 'package.json' },
  ),
  one(
    'fix: a text',
    'cve fix --apply record.json',
    { 'record.json': '"CVE-2030-10499"' },
    { code: 'CVE_NOT_A_RECORD', hint: null, exit: 3, place: 'record.json' },
  ),
  one(
    'show: the keys of Object.prototype',
    'cve show record.json',
    { 'record.json': '{"constructor": {"prototype": {}}, "toString": 1}' },
    { code: 'CVE_NOT_A_RECORD', hint: null, exit: 3, place: 'record.json:1:1' },
  ),
  one(
    'explain: an identifier that is an object',
    'cve explain record.json',
    { 'record.json': TEXT.replace('"CVE-2030-10499"', '{"constructor": null}') },
    { code: 'SHAPE_TYPE', hint: null, exit: 3, place: 'record.json:5:14' },
  ),
  one(
    'convert: an identifier that is a list',
    'cve convert --json record.json',
    { 'record.json': TEXT.replace('"CVE-2030-10499"', '[]') },
    { code: 'SHAPE_TYPE', hint: null, exit: 3 },
  ),
  one(
    'validate: a container without --as',
    'cve validate record.json',
    { 'record.json': JSON.stringify(CONTAINER) },
    { code: 'CVE_VALIDATE_FORM', hint: '--as cna', exit: 3, place: 'record.json' },
  ),
  one(
    'validate: an ADP container without --as',
    'cve validate record.json',
    { 'record.json': '{"adpContainer": {}}' },
    { code: 'CVE_VALIDATE_FORM', hint: '--as adp', exit: 3, place: 'record.json' },
  ),
  one(
    'validate: a rejection without --as',
    'cve validate record.json',
    { 'record.json': '{"rejectedReasons": []}' },
    { code: 'CVE_VALIDATE_FORM', hint: '--as rejection', exit: 3, place: 'record.json' },
  ),
  one(
    'validate: a record as a container',
    'cve validate --as adp --json record.json',
    { 'record.json': TEXT },
    { code: 'CVE_VALIDATE_FORM', hint: null, exit: 3 },
  ),
  one(
    'convert: a container',
    'cve convert record.json',
    { 'record.json': JSON.stringify(CONTAINER) },
    { code: 'CVE_CONTAINER_ALONE', hint: 'whole records', exit: 3, place: 'record.json' },
  ),
  one(
    'diff: a record and a container',
    ['cve', 'diff', 'record.json', CVE_FILE],
    { 'record.json': JSON.stringify(CONTAINER) },
    { code: 'CVE_DIFF_FORMS', hint: 'two records', exit: 3 },
  ),
  one(
    'diff: a record and nothing',
    ['cve', 'diff', CVE_FILE, 'nowhere.json'],
    {},
    { code: 'FILE_ABSENT', hint: 'check the path', exit: 4, place: 'nowhere.json' },
  ),
  one(
    'explain: 5,000 entries',
    'cve explain record.json',
    {
      'record.json': JSON.stringify({
        ...CONTAINER,
        affected: [
          {
            vendor: 'LSF',
            product: 'Lantern',
            versions: Array.from({ length: 5000 }, (_, i) => ({
              version: `3.${i}`,
              lessThan: `3.${i}.9`,
              status: 'affected',
              versionType: 'python',
            })),
          },
        ],
      }),
    },
    { code: 'EXPLAIN_TOO_MUCH', hint: '--version', exit: 3, apart: true },
  ),

  settings('nothing there', '', 'SHAPE_TYPE', '', null),
  settings('the key __proto__', '__proto__: { rules: {} }\n', 'YAML_KEY', ':1:1', 'remove it'),
  settings('the block of steward.yaml', 'lint: { rules: {} }\n', 'SHAPE_UNKNOWN_FIELD', ':1:1', 'rules, waivers'),
  settings(
    'a rule that nobody has',
    "rules: { STW999: { level: 'off', reason: x } }\n",
    'LINT_RULE_UNKNOWN',
    '',
    'steward cve rules',
  ),
  settings(
    'a waiver for no rule',
    'waivers: [{ rule: STW998, reason: x }]\n',
    'LINT_RULE_UNKNOWN',
    '',
    'steward cve rules',
  ),
  settings('a waiver without a reason', 'waivers: [{ rule: STW503 }]\n', 'SHAPE_MISSING', ':1:11', null),
  settings(
    'a rule of Object.prototype',
    'rules: { constructor: { level: error, reason: x } }\n',
    'SHAPE_VALUE',
    ':1:10',
    null,
  ),
  settings('2 MB', `# ${'x'.repeat(2 * 1024 * 1024)}\n`, 'FILE_TOO_LARGE', '', 'this is the file'),
  one(
    'lint: settings that are not there',
    'cve lint --config nowhere.yaml records',
    {},
    { code: 'FILE_ABSENT', hint: 'check the path', exit: 4, place: 'nowhere.yaml' },
  ),
  one(
    'lint: broken facts around the record',
    ['cve', 'lint', CVE_FILE],
    { [FACTS_FILE]: '---\nid: [\n---\n' },
    { code: 'YAML_SYNTAX', hint: 'close every bracket', exit: 3, place: `${FACTS_FILE}:3:1` },
  ),
  one(
    'fix: broken facts around the record',
    ['cve', 'fix', '--apply', CVE_FILE],
    { [FACTS_FILE]: '---\nid: [\n---\n' },
    { code: 'YAML_SYNTAX', hint: 'close every bracket', exit: 3, place: `${FACTS_FILE}:3:1` },
  ),

  one(
    'lint: a folder without records',
    'cve lint advisories',
    {},
    { code: 'RECORDS_NONE', hint: 'name a record', exit: 4, apart: true },
  ),
  one(
    'validate: a folder without records',
    'cve validate advisories --json',
    {},
    { code: 'RECORDS_NONE', hint: null, exit: 4 },
  ),
  one(
    'fix: a folder without records',
    'cve fix advisories --apply',
    {},
    { code: 'RECORDS_NONE', hint: 'name a record', exit: 4 },
  ),
  one(
    'convert: a folder without records',
    'cve convert advisories --apply',
    {},
    { code: 'RECORDS_NONE', hint: 'name a record', exit: 4 },
  ),
  one(
    'lint: a name of 100,000 characters',
    ['cve', 'lint', 'x'.repeat(100_000)],
    {},
    { code: 'FILE_NAME_TOO_LONG', hint: 'shorter', exit: 3 },
  ),
  one(
    'show: a folder',
    'cve show records',
    {},
    { code: 'FILE_IS_FOLDER', hint: 'name a file', exit: 3, place: 'records' },
  ),
  one(
    'lint: a link to nothing',
    'cve lint record.json',
    {},
    {
      code: 'FILE_ABSENT',
      hint: 'check the path',
      exit: 4,
      place: 'record.json',
      prepare: (folder) => symlinkSync('nowhere', path.join(folder, 'record.json')),
      skip: POSIX,
    },
  ),
  one(
    'lint: a link to itself',
    'cve lint record.json',
    {},
    {
      code: 'FILE_LINK_LOOP',
      hint: 'link',
      exit: 3,
      place: 'record.json',
      prepare: (folder) => symlinkSync('record.json', path.join(folder, 'record.json')),
      skip: POSIX,
    },
  ),
  ...instead('a symbolic link', 'FILE_IS_LINK', 'points at', (folder) => {
    writeFileSync(path.join(folder, 'elsewhere.json'), TEXT)
    symlinkSync('elsewhere.json', path.join(folder, 'record.json'))
  }),
  one(
    'fix: a folder that nobody may write into',
    'cve fix --apply --quiet closed',
    {},
    {
      code: 'FILE_REFUSED',
      hint: 'permission',
      exit: 6,
      prepare: (folder) => {
        mkdirSync(path.join(folder, 'closed'))
        writeFileSync(path.join(folder, 'closed/record.json'), TEXT)
        chmodSync(path.join(folder, 'closed'), 0o500)
      },
      skip: NOT_ROOT,
    },
  ),

  usage('no operand for lint', 'cve lint', '--help'),
  usage('one operand for diff', 'cve diff a.json', '--help'),
  usage('two operands for explain', 'cve explain a.json b.json', '--help'),
  usage('an unknown form of report', 'cve lint --format xml records', '--help'),
  usage('an unknown level', 'cve lint --level fatal records', '--help'),
  usage('an unknown form to validate', 'cve validate --as banana records', '--help'),
  usage('no threads', 'cve lint --threads 0 records', '1 to 64', 'USAGE_THREADS'),
  usage('threads in exponents', 'cve lint --threads 1e9 records', '1 to 64', 'USAGE_THREADS'),
  usage('threads below zero', 'cve lint --threads=-1 records', '1 to 64', 'USAGE_THREADS'),
  usage('half a thread', 'cve lint --threads 1.5 records', '1 to 64', 'USAGE_THREADS'),
  usage('a rule that nobody has', 'cve lint --rule STW1000 records', 'did you mean', 'USAGE_RULE'),
  usage('a rule of Object.prototype', 'cve rules constructor', 'steward cve rules', 'USAGE_RULE'),
  usage('a rule of 100,000 characters', ['cve', 'rules', 'S'.repeat(100_000)], 'steward cve rules', 'USAGE_RULE'),
  usage('a rule to fix by that nobody has', 'cve fix --apply --rule STW40 records', 'did you mean', 'USAGE_RULE'),
]
