import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { type Case, NOT_ROOT, POSIX } from '../case.ts'
import { put } from '../workspace.ts'

/** A record of LSF-2030-9, which has no facts file yet: what can be read of it would be written. */
const OSV = { id: 'LSF-2030-9', modified: '2030-01-01T00:00:00Z', summary: 'Link followed', affected: [] }
const CVE = {
  dataType: 'CVE_RECORD',
  dataVersion: '5.2.0',
  cveMetadata: { cveId: 'CVE-2030-10429', assignerOrgId: '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61', state: 'PUBLISHED' },
  containers: { cna: { title: 'Link followed', affected: [], descriptions: [], references: [] } },
}

/** A file to import that holds `text`. Its name decides between JSON and YAML, its content between OSV and CVE. */
function text(
  what: string,
  name: string,
  content: string | Uint8Array,
  code: string,
  place: string | undefined,
  hint: string | null,
): Case {
  return {
    what: `import: ${what}`,
    code,
    run: ['import', name],
    files: { [name]: content },
    ...(place !== undefined && { place: `${name}${place}` }),
    hint,
    exit: 3,
  }
}

const osv = (what: string, fields: object, code: string, place: string | undefined, hint: string | null = null): Case =>
  text(`OSV: ${what}`, 'record.json', JSON.stringify({ ...OSV, ...fields }), code, place, hint)

const yaml = (what: string, content: string, code: string, place: string, hint: string | null): Case =>
  text(`OSV in YAML: ${what}`, 'record.yaml', content, code, place, hint)

/** `fields` of the CNA's container. */
const cve = (what: string, fields: object, code: string, hint: string | null = null): Case =>
  text(
    `CVE: ${what}`,
    'record.json',
    JSON.stringify({ ...CVE, containers: { cna: { ...CVE.containers.cna, ...fields } } }),
    code,
    '',
    hint,
  )

function instead(what: string, code: string, exit: number, hint: string | null, prepare: (file: string) => void): Case {
  return {
    what: `import: ${what}`,
    code,
    run: 'import record.json',
    prepare: (folder) => prepare(path.join(folder, 'record.json')),
    place: 'record.json',
    hint,
    exit,
    skip: POSIX,
  }
}

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

export const records: readonly Case[] = [
  text('an empty file', 'record.json', '', 'JSON_SYNTAX', ':1:1', null),
  text('white space alone', 'record.json', ' \n\t\n', 'JSON_SYNTAX', ':3:1', null),
  text('a byte order mark alone', 'record.json', '\ufeff', 'JSON_SYNTAX', ':1:1', null),
  text('two byte order marks', 'record.json', `\ufeff\ufeff${JSON.stringify(OSV)}`, 'JSON_SYNTAX', ':1:1', null),
  text('UTF-16', 'record.json', Buffer.from(`\ufeff${JSON.stringify(OSV)}`, 'utf16le'), 'NOT_UTF8', ':1', 'UTF-8'),
  text('a byte of another encoding', 'record.json', Buffer.from(`{\n"id": "é"}`, 'latin1'), 'NOT_UTF8', ':2', 'UTF-8'),
  text('a NUL in a text', 'record.json', '{"id": "a\0b"}', 'JSON_SYNTAX', ':1:10', null),
  text('NULs', 'record.json', new Uint8Array(4096), 'JSON_SYNTAX', ':1:1', null),
  text('half a record', 'record.json', JSON.stringify(OSV).slice(0, 60), 'JSON_SYNTAX', ':1:61', null),
  text(
    'two records in one file',
    'record.json',
    `${JSON.stringify(OSV)}\n${JSON.stringify(OSV)}`,
    'JSON_SYNTAX',
    ':2:1',
    null,
  ),
  text('a comment', 'record.json', `// a record\n${JSON.stringify(OSV)}`, 'JSON_SYNTAX', ':1:1', null),
  text('NaN', 'record.json', '{"id": NaN}', 'JSON_SYNTAX', ':1:8', null),
  text('a number out of range', 'record.json', '{"id": 1e400}', 'JSON_NUMBER_RANGE', ':1:8', null),
  text('half a surrogate pair', 'record.json', '{"id": "\\udc00"}', 'JSON_LONE_SURROGATE', ':1:8', null),
  text('a key twice', 'record.json', '{"id": "A",\n "id": "B"}', 'JSON_DUPLICATE_KEY', ':2:2', 'keep one'),
  text('the key __proto__', 'record.json', '{"__proto__": {"id": "A"}}', 'JSON_FORBIDDEN_KEY', ':1:2', 'remove it'),
  text(
    'the key __proto__ deep inside',
    'record.json',
    '{"id": "A", "a": [{"__proto__": null}]}',
    'JSON_FORBIDDEN_KEY',
    ':1:20',
    'remove it',
  ),
  text('objects 100 deep', 'record.json', nested(100), 'JSON_TOO_DEEP', ':1:321', null),
  text('objects 1,000,000 deep', 'record.json', nested(1_000_000), 'JSON_TOO_DEEP', ':1:321', null),
  text('HTML', 'record.json', '<!DOCTYPE html>', 'JSON_SYNTAX', ':1:1', null),
  text('17 MB', 'record.json', `"${'x'.repeat(17 * 1024 * 1024)}"`, 'FILE_TOO_LARGE', '', 'this is the file'),

  text('null', 'record.json', 'null', 'SHAPE_TYPE', '', null),
  text('a number', 'record.json', '7', 'SHAPE_TYPE', '', null),
  text('a record inside a text', 'record.json', JSON.stringify(JSON.stringify(OSV)), 'SHAPE_TYPE', ':1:1', null),
  text('a list of records', 'record.json', JSON.stringify([OSV]), 'SHAPE_TYPE', '', null),
  text('an empty object', 'record.json', '{}', 'SHAPE_MISSING', '', null),
  text(
    'the keys of Object.prototype',
    'record.json',
    '{"constructor": {"prototype": {}}, "toString": 1}',
    'SHAPE_MISSING',
    '',
    null,
  ),
  text('another schema', 'record.json', '{"bomFormat": "CycloneDX"}', 'SHAPE_MISSING', '', null),

  osv('an identifier that is a number', { id: 20309 }, 'SHAPE_TYPE', '', "quote it: '20309'"),
  osv('an identifier that is null', { id: null }, 'SHAPE_TYPE', ''),
  osv('an empty identifier', { id: '' }, 'SHAPE_VALUE', ''),
  osv('an identifier with a way out', { id: '../../../etc/passwd-2030' }, 'SHAPE_VALUE', undefined),
  osv('a time without a zone', { modified: '2030-01-01' }, 'SHAPE_VALUE', ''),
  osv('a time that is a number', { modified: 1_900_000_000 }, 'SHAPE_TYPE', '', 'quote it'),
  osv('a schema of the future', { schema_version: '2.0.0' }, 'SHAPE_VALUE', ''),
  osv('aliases that are one text', { aliases: 'CVE-2030-1' }, 'SHAPE_TYPE', ''),
  osv('an object in the place of affected', { affected: {} }, 'SHAPE_TYPE', ''),
  osv('a list in the place of an affected package', { affected: [[]] }, 'SHAPE_TYPE', ''),
  osv(
    'an unknown type of range',
    { affected: [{ ranges: [{ type: 'GITT', events: [] }] }] },
    'SHAPE_WORD',
    '',
    'did you mean GIT?',
  ),
  osv('a range without events', { affected: [{ ranges: [{ type: 'GIT' }] }] }, 'SHAPE_MISSING', ''),
  osv(
    'an event with two statements',
    { affected: [{ ranges: [{ type: 'GIT', events: [{ introduced: '0', fixed: '1' }] }] }] },
    'SHAPE_VALUE',
    '',
  ),
  osv(
    'an event of numbers',
    { affected: [{ ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: 0 }] }] }] },
    'SHAPE_TYPE',
    '',
    "quote it: '0'",
  ),
  osv('versions that are numbers', { affected: [{ versions: [3.1] }] }, 'SHAPE_TYPE', '', "quote it: '3.1'"),
  osv(
    'a fix that is no hash',
    { affected: [{ ranges: [{ type: 'GIT', events: [{ introduced: '0' }, { fixed: 'main' }] }] }] },
    'ABBREVIATED_HASH_MALFORMED',
    undefined,
    'digits',
  ),
  osv('a reference that is a text', { references: ['https://x.example'] }, 'SHAPE_TYPE', ''),
  osv(
    'a reference by a script',
    { references: [{ type: 'WEB', url: 'javascript:alert(1)' }] },
    'URL_SCHEME',
    undefined,
    'http',
  ),
  osv(
    'a severity that is no vector',
    { severity: [{ type: 'CVSS_V3', score: '9.8' }] },
    'CVSS_VERSION_UNKNOWN',
    undefined,
    'a vector looks like',
  ),
  osv('a weakness that is none', { database_specific: { cwe_ids: ['CWE-x'] } }, 'CWE_ID_MALFORMED', undefined, 'CWE-'),
  osv('a summary of 300 characters', { summary: 'x'.repeat(300) }, 'SHAPE_VALUE', undefined),
  osv('an alias that is no CVE ID', { aliases: ['CVE-2030-x'] }, 'CVE_ID_MALFORMED', undefined, 'looks like'),
  osv(
    'two hundred wrong versions',
    { affected: [{ versions: Array.from({ length: 200 }, (_, i) => i) }] },
    'SHAPE_TYPE',
    '',
    'quote it',
  ),

  yaml('nothing', '', 'SHAPE_TYPE', '', null),
  yaml(
    'a version that is a number',
    'id: LSF-2030-9\nmodified: 2030-01-01T00:00:00Z\naffected:\n- versions: [3.10]\n',
    'YAML_NUMBER',
    ':4:14',
    "quote it: '3.10'",
  ),
  yaml('an anchor', 'id: &id LSF-2030-9\naliases: [*id]\n', 'YAML_ALIAS', ':1:9', 'write the value out'),
  yaml(
    'a tag that would run something elsewhere',
    "id: !!python/object/apply:os.system ['true']\n",
    'YAML_TAG',
    ':1:37',
    'remove the tag',
  ),
  yaml('a tab', 'id: LSF-2030-9\n\tmodified: x\n', 'YAML_SYNTAX', ':2:1', 'spaces'),
  yaml('two documents', 'id: LSF-2030-9\n---\nid: LSF-2030-10\n', 'YAML_DOCUMENTS', ':2:1', 'one document'),
  yaml('the key __proto__', '__proto__:\n  id: x\n', 'YAML_KEY', ':1:1', 'remove it'),
  yaml(
    'stairs 200 deep',
    Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:\n`).join(''),
    'YAML_TOO_DEEP',
    ':33:33',
    'closing bracket',
  ),
  yaml('two megabytes', `id: ${'x'.repeat(2 * 1024 * 1024)}\n`, 'YAML_TOO_LONG', '', 'split'),

  cve('no title but a number', { title: 7 }, 'SHAPE_TYPE', 'quote it'),
  cve('products in an object', { affected: {} }, 'SHAPE_TYPE'),
  cve('versions that are texts', { affected: [{ versions: ['1.0'] }] }, 'SHAPE_TYPE'),
  cve(
    'a version that is a number',
    { affected: [{ versions: [{ version: 1.1, status: 'affected' }] }] },
    'SHAPE_TYPE',
    'quote it',
  ),
  cve('an unknown status', { affected: [{ versions: [{ version: '1', status: 'vulnerable' }] }] }, 'SHAPE_WORD'),
  cve('descriptions without a language', { descriptions: [{ value: 'x' }] }, 'SHAPE_MISSING'),
  text(
    'CVE: a container alone',
    'record.json',
    JSON.stringify({ cnaContainer: CVE.containers.cna }),
    'CVE_CONTAINER_ALONE',
    '',
    null,
  ),
  text(
    'CVE: metadata that is text',
    'record.json',
    JSON.stringify({ ...CVE, cveMetadata: 'CVE-2030-10429' }),
    'SHAPE_TYPE',
    '',
    null,
  ),
  text(
    'CVE: an ID that is a way out',
    'record.json',
    JSON.stringify({ ...CVE, cveMetadata: { ...CVE.cveMetadata, cveId: '../CVE' } }),
    'CVE_ID_MALFORMED',
    '',
    'looks like',
  ),
  text(
    'CVE: the format of 2019',
    'record.json',
    '{"data_type":"CVE","data_format":"MITRE"}',
    'SHAPE_MISSING',
    '',
    null,
  ),

  { ...instead('a file that does not exist', 'FILE_ABSENT', 4, 'check the path', () => undefined), apart: true },
  instead('a folder', 'FILE_IS_FOLDER', 3, 'name a file', (file) => mkdirSync(file)),
  instead('a link to itself', 'FILE_LINK_LOOP', 3, 'remove one', (file) => symlinkSync('record.json', file)),
  instead('a link to nothing', 'FILE_ABSENT', 4, 'check the path', (file) => symlinkSync('gone', file)),
  {
    ...instead(
      'a pipe that nobody writes',
      'FILE_PIPE_SILENT',
      8,
      'start the program',
      (file) => void execFileSync('mkfifo', [file]),
    ),
    apart: true,
  },
  {
    ...instead('a device without end', 'FILE_NOT_REGULAR', 3, 'name a file', (file) => symlinkSync('/dev/zero', file)),
    apart: true,
  },
  instead('a device without content', 'FILE_NOT_REGULAR', 3, 'name a file', (file) => symlinkSync('/dev/null', file)),
  instead('a sparse file of 100 MB', 'FILE_TOO_LARGE', 3, 'this is the file', (file) => {
    put(path.dirname(file), { 'record.json': '' })
    truncateSync(file, 100 * 1024 * 1024)
  }),
  {
    ...instead('a file without permission', 'FILE_REFUSED', 6, null, (file) => {
      put(path.dirname(file), { 'record.json': '{}' })
      chmodSync(file, 0)
    }),
    skip: NOT_ROOT,
  },
  {
    what: 'import: a name that is too long',
    code: 'FILE_NAME_TOO_LONG',
    run: ['import', `${'n'.repeat(300)}.json`],
    hint: 'shorter',
    exit: 3,
    skip: POSIX,
  },
  {
    what: 'import: a name with a NUL',
    code: 'FILE_NAME_MALFORMED',
    run: ['import', 'a\0b.json'],
    hint: 'remove it',
    exit: 3,
  },
  {
    what: 'import --dry-run of a broken record',
    code: 'JSON_SYNTAX',
    run: 'import --dry-run record.json',
    files: { 'record.json': '{' },
    place: 'record.json:1:2',
    hint: null,
    exit: 3,
  },
  {
    what: 'import: no file at all',
    code: 'USAGE_WORDS',
    run: 'import',
    hint: '--help',
    exit: 2,
  },
]
