import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { type Case, POSIX } from '../case.ts'
import { type Lines, projectText, put } from '../workspace.ts'

const FILE = 'steward.yaml'

/** A line of `steward.yaml` that is wrong. */
function line(what: string, changed: Lines, code: string, place: string, hint: string | null, exit = 3): Case {
  return {
    what: `steward.yaml: ${what}`,
    code,
    run: 'status --all',
    files: { [FILE]: projectText(changed) },
    place: place === '' ? FILE : `${FILE}:${place}`,
    hint,
    exit,
  }
}

/** A `steward.yaml` that is wrong as a whole. */
function whole(what: string, text: string | Uint8Array, code: string, place: string, hint: string | null): Case {
  return {
    what: `steward.yaml: ${what}`,
    code,
    run: 'sync --offline --apply',
    files: { [FILE]: text },
    place: `${FILE}${place}`,
    hint,
    exit: 3,
  }
}

/** Something that is no readable file stands in its place. */
function instead(what: string, code: string, exit: number, hint: string | null, prepare: (file: string) => void): Case {
  return {
    what: `steward.yaml: ${what}`,
    code,
    run: 'status --all',
    prepare: (folder) => {
      rmSync(path.join(folder, FILE))
      prepare(path.join(folder, FILE))
    },
    place: FILE,
    hint,
    exit,
    skip: POSIX,
  }
}

export const project: readonly Case[] = [
  line('another version of the format', { steward: 'steward: 2' }, 'SHAPE_TYPE', '1:1', null),
  line('the version as text', { steward: "steward: '1'" }, 'SHAPE_TYPE', '1:1', null),
  line('no version', { steward: undefined }, 'SHAPE_MISSING', '1:1', null),
  line('no scheme', { scheme: undefined }, 'SHAPE_MISSING', '1:1', null),
  line('an unknown scheme', { scheme: 'scheme: pyhton' }, 'VERSION_SCHEME_UNKNOWN', '8:1', 'python'),
  line(
    'a misspelt field',
    { branches: "branchs:\n  - name: '3.13'" },
    'SHAPE_UNKNOWN_FIELD',
    '10:1',
    'did you mean branches?',
  ),
  line('a project name with spaces', { project: 'project: lantern of the north' }, 'SHAPE_VALUE', '2:1', null),
  line(
    'an organisation that is no UUID',
    { foundation: 'foundation:\n  short-name: LSF\n  org-id: LSF' },
    'SHAPE_VALUE',
    '5:3',
    null,
  ),
  line('no tag rule', { tags: 'tags: []' }, 'PROJECT_NO_TAG_RULE', '9:1', 'v(version)'),
  line('a tag rule without its place', { tags: 'tags: [v*]' }, 'TAG_RULE_MALFORMED', '9:8', 'v(version)'),
  line(
    'a tag rule with two places',
    { tags: "tags: ['(version)-(version)']" },
    'TAG_RULE_MALFORMED',
    '9:8',
    'v(version)',
  ),
  line('33 tag rules', { tags: `tags: [${"'v(version)', ".repeat(33)}]` }, 'SHAPE_TOO_MANY', '9:1', null),
  line(
    'a branch that is a number',
    { branches: 'branches:\n  - name: 3.10' },
    'YAML_NUMBER',
    '11:11',
    "quote it: '3.10'",
  ),
  line(
    'a branch twice',
    { branches: "branches:\n  - name: '3.13'\n  - name: '3.13'" },
    'PROJECT_TWICE',
    '12:5',
    'keep one',
  ),
  line(
    'an unknown lifecycle',
    { branches: "branches:\n  - name: '3.13'\n    lifecycle: eol" },
    'SHAPE_WORD',
    '12:5',
    null,
  ),
  line(
    'an end of life that is no date',
    { branches: "branches:\n  - name: '3.13'\n    end-of-life: soon" },
    'SHAPE_VALUE',
    '12:5',
    null,
  ),
  line(
    'a next version that is none',
    { branches: "branches:\n  - name: '3.13'\n    next: three" },
    'VERSION_MALFORMED',
    '12:5',
    'looks like 3.14',
  ),
  line(
    'a release that is no version',
    { more: 'releases:\n  - version: one' },
    'VERSION_MALFORMED',
    '19:5',
    'looks like 3.14',
  ),
  line(
    'a release twice',
    { more: "releases:\n  - version: '3.0'\n  - version: '3.0'" },
    'PROJECT_TWICE',
    '20:5',
    'keep one',
  ),
  line(
    'a release at a commit that is none',
    { more: "releases:\n  - version: '3.0'\n    commit: HEAD" },
    'COMMIT_MALFORMED',
    '',
    'digits',
  ),
  line(
    'a release at an unknown commit',
    { more: "releases:\n  - version: '3.0'\n    commit: '0123456789'" },
    'COMMIT_UNKNOWN',
    '',
    'fetch',
    4,
  ),
  line('no product', { product: undefined }, 'SHAPE_MISSING', '1:1', null),
  line(
    'a package URL with a version',
    { product: 'product:\n  vendor: L\n  product: L\n  purl: pkg:pypi/lantern@1' },
    'PURL_VERSION_FORBIDDEN',
    '16:3',
    'write pkg:pypi/lantern',
  ),
  line(
    'a package URL that is none',
    { product: 'product:\n  vendor: L\n  product: L\n  purl: lantern' },
    'PURL_MALFORMED',
    '16:3',
    'a purl looks like',
  ),
  line('a prefix in small letters', { osv: 'osv:\n  prefix: lsf' }, 'SHAPE_VALUE', '17:3', null),
  line(
    'an ecosystem without a package',
    { osv: 'osv:\n  prefix: LSF\n  ecosystem: PyPI' },
    'PROJECT_PACKAGE_HALF',
    '16:1',
    'both or neither',
  ),
  line('facts outside of the workspace', { more: 'outputs:\n  facts: ../elsewhere' }, 'SHAPE_VALUE', '19:3', null),
  line('records at the root of the disk', { more: 'outputs:\n  osv: /etc' }, 'SHAPE_VALUE', '19:3', null),
  line(
    'records in a folder of another system',
    { more: 'outputs:\n  cve: ..\\elsewhere' },
    'SHAPE_VALUE',
    '19:3',
    null,
  ),
  line('an unknown style of bounds', { more: 'bounds: firts-prerelease' }, 'SHAPE_WORD', '18:1', 'first-prerelease'),
  line('series of 70 numbers', { more: 'series-numbers: 70' }, 'SHAPE_VALUE', '18:1', null),
  line('series of half a number', { more: 'series-numbers: 0.5' }, 'SHAPE_TYPE', '18:1', null),

  whole('nothing', '', 'SHAPE_TYPE', ':1:1', null),
  whole('a comment alone', '# steward: 1\n', 'SHAPE_TYPE', ':1:1', null),
  whole('a list', '- steward: 1\n', 'SHAPE_TYPE', ':1:1', null),
  whole('two documents', `${projectText()}---\n${projectText()}`, 'YAML_DOCUMENTS', ':18:1', 'one document'),
  whole('a NUL', 'steward: \0\n', 'YAML_CONTROL', ':1:10', 'remove it'),
  whole('bytes of another encoding', Uint8Array.of(0x73, 0x0a, 0xfe, 0xff), 'NOT_UTF8', ':2', 'UTF-8'),
  whole('a bracket too many', `${projectText()}]\n`, 'YAML_SYNTAX', ':18:1', 'brackets'),
  whole('a megabyte of closing brackets', ']'.repeat(1_000_000), 'YAML_TOO_MANY', ':1:200000', 'split'),
  whole(
    'two megabytes',
    projectText({ more: `x-notes: ${'x'.repeat(2 * 1024 * 1024)}` }),
    'FILE_TOO_LARGE',
    '',
    'this is the file',
  ),
  whole(
    'a hundred faults and more',
    projectText({ more: Array.from({ length: 150 }, (_, i) => `z${i}zzzz: 1`).join('\n') }),
    'SHAPE_UNKNOWN_FIELD',
    ':18:1',
    'the fields are',
  ),

  instead('a folder', 'FILE_IS_FOLDER', 3, 'name a file', (file) => mkdirSync(file)),
  instead('a link to itself', 'FILE_LINK_LOOP', 3, 'remove one', (file) => symlinkSync(FILE, file)),
  instead('a link to nothing', 'FILE_ABSENT', 4, 'check the path', (file) => symlinkSync('gone', file)),
  instead('a pipe that nobody writes', 'FILE_PIPE_SILENT', 8, 'start the program', (file) => {
    execFileSync('mkfifo', [file])
  }),
  {
    what: 'no steward.yaml here or above',
    code: 'PROJECT_NOT_FOUND',
    run: 'status --all',
    prepare: (folder) => rmSync(path.join(folder, FILE)),
    hint: 'steward init',
    exit: 4,
    apart: true,
  },
  {
    what: 'no steward.yaml, for import',
    code: 'PROJECT_NOT_FOUND',
    run: 'import record.json',
    files: { 'record.json': '{}' },
    prepare: (folder) => rmSync(path.join(folder, FILE)),
    hint: 'steward init',
    exit: 4,
  },
  {
    what: 'steward.yaml: --project names another file that is none',
    code: 'FILE_ABSENT',
    run: 'ranges --repo ../lantern --facts facts.jsonl --project nowhere.yaml',
    files: { 'facts.jsonl': '{"id":"A","introduced":"0","fixes":[]}\n' },
    place: 'nowhere.yaml',
    hint: 'check the path',
    exit: 4,
  },
  {
    what: 'init where steward.yaml stands already',
    code: 'PROJECT_EXISTS',
    run: 'init --repo ../lantern --yes',
    hint: 'edit it',
    exit: 5,
    apart: true,
  },
  {
    what: 'init where a link to nothing stands in its place',
    code: 'PROJECT_EXISTS',
    run: 'init --repo ../lantern --yes',
    prepare: (folder) => {
      rmSync(path.join(folder, FILE))
      symlinkSync('../outside.yaml', path.join(folder, FILE))
    },
    hint: 'edit it',
    exit: 5,
    skip: POSIX,
  },
  {
    what: 'init with a prefix that OSV does not take',
    code: 'SHAPE_VALUE',
    run: 'init --repo ../lantern --yes --prefix ../x',
    prepare: (folder) => rmSync(path.join(folder, FILE)),
    hint: 'correct the names',
    exit: 3,
  },
  {
    what: 'init with an organisation that is no UUID',
    code: 'SHAPE_VALUE',
    run: 'init --repo ../lantern --yes --short-name LSF --org-id LSF',
    prepare: (folder) => rmSync(path.join(folder, FILE)),
    hint: 'correct the names',
    exit: 3,
  },
  {
    what: 'clone: a folder that does not exist',
    code: 'REPOSITORY_ABSENT',
    run: 'status --all',
    files: { [FILE]: projectText({ clone: 'clone: ../nowhere' }) },
    hint: 'check the path',
    exit: 4,
    apart: true,
  },
  {
    what: 'clone: a name with a NUL',
    code: 'REPOSITORY_ABSENT',
    run: 'status --all',
    files: { [FILE]: projectText({ clone: 'clone: "a\\0b"' }) },
    hint: 'check the path',
    exit: 4,
  },
  {
    what: 'facts: a folder whose name holds a NUL',
    code: 'FILE_NAME_MALFORMED',
    run: 'status --all',
    files: { [FILE]: projectText({ more: 'outputs:\n  facts: "a\\0b"' }) },
    hint: 'remove it',
    exit: 3,
  },
  {
    what: 'clone: a file',
    code: 'REPOSITORY_ABSENT',
    run: 'status --all',
    prepare: (folder) => put(folder, { [FILE]: projectText({ clone: 'clone: steward.yaml' }) }),
    hint: 'check the path',
    exit: 4,
  },
]
