import { execFileSync } from 'node:child_process'
import { chmodSync, rmSync, symlinkSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { type Case, NOT_ROOT, POSIX } from '../case.ts'
import { type Base, FACTS_FILE, factsText, type Lines, put } from '../workspace.ts'

/** A line of the front matter that is wrong: `place` is line and column in the file. */
function line(what: string, changed: Lines, code: string, place: string, hint: string | null, exit = 3): Case {
  return {
    what: `facts file: ${what}`,
    code,
    run: 'status --all',
    files: (base) => ({ [FACTS_FILE]: factsText(base, changed) }),
    place: `${FACTS_FILE}:${place}`,
    hint,
    exit,
  }
}

/** A facts file that is wrong as a whole. */
function whole(
  what: string,
  text: string | Uint8Array | ((base: Base) => string | Uint8Array),
  code: string,
  place: string,
  hint: string | null,
): Case {
  return {
    what: `facts file: ${what}`,
    code,
    run: 'advisory check',
    files: (base) => ({ [FACTS_FILE]: typeof text === 'function' ? text(base) : text }),
    place: `${FACTS_FILE}${place}`,
    hint,
    exit: 3,
  }
}

/** Something that is no readable file stands in the place of the facts file. */
function instead(what: string, code: string, exit: number, hint: string | null, prepare: (file: string) => void): Case {
  return {
    what: `facts file: ${what}`,
    code,
    run: 'status --all',
    prepare: (folder) => {
      rmSync(path.join(folder, FACTS_FILE))
      prepare(path.join(folder, FACTS_FILE))
    },
    place: FACTS_FILE,
    hint,
    exit,
    skip: POSIX,
  }
}

/** The text of the facts file with one piece replaced by bytes. */
const spoiled = (base: Base, piece: string, bytes: readonly number[]): Uint8Array => {
  const [before = '', after = ''] = factsText(base).split(piece)
  return Buffer.concat([Buffer.from(before), Uint8Array.from(bytes), Buffer.from(after)])
}

const HASH = '0123456789abcdef0123456789abcdef01234567'

export const facts: readonly Case[] = [
  line('no title', { title: undefined }, 'SHAPE_MISSING', '2:1', null),
  line('no introduced', { introduced: undefined }, 'SHAPE_MISSING', '2:1', null),
  line('a misspelt field', { title: 'tilte: Link followed' }, 'SHAPE_MISSING', '2:1', 'did you mean title?'),
  line('an unknown field', { more: 'impact: high' }, 'SHAPE_UNKNOWN_FIELD', '12:1', 'the fields are id'),
  line('an identifier with a way out', { id: 'id: ../../etc/passwd' }, 'SHAPE_VALUE', '2:1', null),
  line('an identifier that is a number', { id: 'id: 20304' }, 'SHAPE_TYPE', '2:1', "quote it: '20304'"),
  line('an empty title', { title: "title: ' '" }, 'FACTS_NO_TITLE', '4:1', null),
  line('a title with nothing behind it', { title: 'title:' }, 'SHAPE_TYPE', '4:1', null),
  line('a title with a colon', { title: 'title: Lantern: link followed' }, 'YAML_SYNTAX', '4:8', 'quote the text'),
  line('a title of 300 characters', { title: `title: ${'x'.repeat(300)}` }, 'SHAPE_VALUE', '4:1', null),
  line('a title that is a version', { title: 'title: 3.10' }, 'YAML_NUMBER', '4:8', "quote it: '3.10'"),
  line('a title with half a surrogate pair', { title: 'title: "\\ud800"' }, 'YAML_LONE_SURROGATE', '4:8', 'whole'),
  line('a title that colours the terminal', { title: 'title: "\\e[31mred"' }, 'SHAPE_VALUE', '4:1', null),
  line('a title of two lines', { title: 'title: "one\\ntwo"' }, 'SHAPE_VALUE', '4:1', null),
  line('a CVE ID with a letter', { cve: 'cve: CVE-2030-1O421' }, 'CVE_ID_MALFORMED', '3:1', 'looks like'),
  line('a CVE ID in small letters', { cve: 'cve: cve-2030-10421' }, 'CVE_ID_MALFORMED', '3:1', 'looks like'),
  line('an unknown state', { state: 'state: publisched' }, 'SHAPE_WORD', '5:1', 'did you mean published?'),
  line('a state in a list', { state: 'state: [published]' }, 'SHAPE_WORD', '5:1', null),
  line('an embargo that is no date', { more: 'embargo: tomorrow' }, 'SHAPE_VALUE', '12:1', null),
  line('an embargo on the 30th of February', { more: 'embargo: 2030-02-30' }, 'SHAPE_VALUE', '12:1', null),
  line('an embargo without a zone', { more: 'embargo: 2030-03-01T12:00:00' }, 'SHAPE_VALUE', '12:1', null),
  line('rejected without a reason', { state: 'state: rejected' }, 'FACTS_REJECTED_REASON', '5:1', 'rejected-reason'),
  line('introduced nowhere', { introduced: 'introduced: []' }, 'FACTS_INTRODUCED_EMPTY', '6:1', "introduced: '0'"),
  line('introduced by one word', { introduced: `introduced: ${HASH}` }, 'SHAPE_TYPE', '6:1', null),
  line('a short hash', { introduced: "introduced: ['01234']" }, 'ABBREVIATED_HASH_MALFORMED', '6:14', 'digits'),
  line(
    'a hash with spaces',
    { introduced: "introduced: ['0123456 789']" },
    'ABBREVIATED_HASH_MALFORMED',
    '6:14',
    'digits',
  ),
  line('a hash of 41 digits', { introduced: `introduced: ['${HASH}0']` }, 'COMMIT_MALFORMED', '6:14', 'digits'),
  line(
    'a hash that YAML takes for a number',
    { introduced: 'introduced: [12345678]' },
    'SHAPE_TYPE',
    '6:14',
    'quote it',
  ),
  line(
    'a hash that YAML takes for a large number',
    { introduced: 'introduced: [1234e567]' },
    'YAML_NUMBER',
    '6:14',
    "quote it: '1234e567'",
  ),
  line(
    'a hash that no repository has',
    { introduced: `introduced: ['${HASH}']` },
    'COMMIT_UNKNOWN',
    '6:14',
    'fetch',
    4,
  ),
  line(
    'a link in the place of a hash',
    { introduced: "introduced: ['https://git.example/c/1']" },
    'ABBREVIATED_HASH_MALFORMED',
    '6:14',
    'digits',
  ),
  line('a fix without a commit', { fixes: 'fixes:\n  - commits: []' }, 'SHAPE_VALUE', '8:5', null),
  line('a fix that is a hash alone', { fixes: `fixes: ['${HASH}']` }, 'SHAPE_TYPE', '7:9', null),
  line('fixes that are an object', { fixes: `fixes:\n  commits: ['${HASH}']` }, 'SHAPE_TYPE', '7:1', null),
  line(
    'a fix that no repository has',
    { fixes: `fixes:\n  - commits: ['${HASH}']` },
    'COMMIT_UNKNOWN',
    '8:15',
    'fetch',
    4,
  ),
  line('a weakness without its prefix', { more: 'weaknesses: [59]' }, 'SHAPE_TYPE', '12:14', 'quote it'),
  line('a weakness that is no CWE', { more: 'weaknesses: [CWE-x]' }, 'CWE_ID_MALFORMED', '12:14', 'CWE-'),
  line(
    'a severity that is a word',
    { more: 'severity: [high]' },
    'CVSS_VERSION_UNKNOWN',
    '12:12',
    'looks like CVSS:3.1',
  ),
  line(
    'a severity with a metric missing',
    { more: 'severity: [CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N]' },
    'CVSS_METRIC_MISSING',
    '12:12',
    'add A:',
  ),
  line(
    'a reference by a script',
    { references: "references:\n  - url: 'javascript:alert(1)'" },
    'URL_SCHEME',
    '10:5',
    'http',
  ),
  line(
    'a reference with a password',
    { references: 'references:\n  - url: https://a:b@x.example/' },
    'URL_CREDENTIALS',
    '10:5',
    'remove everything between',
  ),
  line(
    'a reference without an address',
    { references: 'references:\n  - tags: [patch]' },
    'SHAPE_MISSING',
    '10:5',
    null,
  ),
  line(
    'a credit that consents in words',
    { more: 'credits:\n  - {name: Mira, type: finder, consent: yes}' },
    'SHAPE_TYPE',
    '13:32',
    null,
  ),
  line(
    'an override without a scope',
    { more: 'overrides:\n  - {status: fixed, reason: r, author: a, date: 2030-01-01}' },
    'OVERRIDE_SCOPE',
    '13:5',
    'one override',
  ),
  line(
    'an override with two scopes',
    {
      more: "overrides:\n  - {version: '3.13.0', branch: '3.13', status: fixed, reason: r, author: a, date: 2030-01-01}",
    },
    'OVERRIDE_SCOPE',
    '13:5',
    'one override',
  ),
  line(
    'an override without a status',
    { more: "overrides:\n  - {version: '3.13.0', reason: r, author: a, date: 2030-01-01}" },
    'OVERRIDE_STATUS',
    '13:5',
    'the status is',
  ),
  line('a statement of nothing', { more: 'stated:\n  - by: somebody' }, 'FACTS_STATED', '13:5', null),
  line(
    'a statement whose range cannot be read',
    { more: "stated:\n  - {by: somebody, range: '>=='}" },
    'VERS_COMPARATOR',
    '13:20',
    'the version alone',
  ),
  line('a revert of one commit', { more: `reverts: ['${HASH}']` }, 'SHAPE_TYPE', '12:11', null),
  line(
    'an anchor and an alias',
    { more: 'modules: &m [clean]\nplatforms: *m' },
    'YAML_ALIAS',
    '12:13',
    'write the value out',
  ),
  line(
    'billion laughs',
    { more: 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]' },
    'YAML_ALIAS',
    '12:7',
    'write the value out',
  ),
  line('a merge', { more: '<<: {title: other}' }, 'SHAPE_UNKNOWN_FIELD', '12:1', 'the fields are'),
  line('a tag', { more: 'x-data: !!binary aGk=' }, 'YAML_TAG', '12:18', 'remove the tag'),
  line('a key twice', { more: 'id: LSF-2030-2' }, 'YAML_DUPLICATE_KEY', '12:1', 'keep one'),
  line('the key __proto__', { more: '__proto__: {admin: true}' }, 'YAML_KEY', '12:1', 'remove it'),
  line(
    'the key constructor',
    { more: 'constructor: {prototype: {}}' },
    'SHAPE_UNKNOWN_FIELD',
    '12:1',
    'the fields are',
  ),
  line('a list as a key', { more: '? [a]\n: b' }, 'YAML_KEY', '12:3', 'one word'),
  line('a tab as indentation', { fixes: 'fixes:\n\t- commits: []' }, 'YAML_SYNTAX', '8:1', 'spaces'),
  line('a text that does not end', { title: 'title: "Link followed' }, 'YAML_SYNTAX', '12:1', 'quotes'),
  line('a list that does not end', { introduced: 'introduced: [' }, 'YAML_SYNTAX', '7:1', 'bracket'),
  line('lists 1,000 deep', { more: `modules: ${'['.repeat(1000)}` }, 'YAML_TOO_DEEP', '12:41', 'closing bracket'),
  line('200,000 commas', { more: `modules: [${','.repeat(200_000)}]` }, 'YAML_TOO_MANY', '12:199929', 'split'),
  line('1,001 modules', { more: `modules: [${'m, '.repeat(1001)}]` }, 'SHAPE_TOO_MANY', '12:1', null),
  line('a control character', { title: 'title: Link \u001b[31mfollowed' }, 'YAML_CONTROL', '4:13', 'remove it'),

  whole('nothing', '', 'FACTS_NO_FRONT_MATTER', ':1:1', 'two lines ---'),
  whole('Markdown alone', '# Link followed\n\nText.\n', 'FACTS_NO_FRONT_MATTER', ':1:1', 'two lines ---'),
  whole(
    'no second line ---',
    (base) => factsText(base).replace('\n---\n\n', '\n\n'),
    'FACTS_NO_FRONT_MATTER',
    ':1:1',
    'two lines ---',
  ),
  whole('an empty front matter', '---\n---\n\nText.\n', 'SHAPE_TYPE', ':1:1', null),
  whole('a list as front matter', '---\n- id: LSF-2030-1\n---\n', 'SHAPE_TYPE', ':2:1', null),
  whole('one word as front matter', '---\nLSF-2030-1\n---\n', 'SHAPE_TYPE', ':2:1', null),
  whole(
    'JSON that was meant for the records',
    (base) => JSON.stringify({ id: base.fix }),
    'FACTS_NO_FRONT_MATTER',
    ':1:1',
    '---',
  ),
  whole(
    'CRLF and a missing title',
    (base) => factsText(base, { title: undefined }).replaceAll('\n', '\r\n'),
    'SHAPE_MISSING',
    ':2:1',
    null,
  ),
  whole('text that is not UTF-8', (base) => spoiled(base, 'Link followed', [0xe9]), 'NOT_UTF8', ':4', 'UTF-8'),
  whole('UTF-16', (base) => Buffer.from(`\ufeff${factsText(base)}`, 'utf16le'), 'NOT_UTF8', ':1', 'UTF-8'),
  whole('a NUL', (base) => spoiled(base, 'Link followed', [0]), 'YAML_CONTROL', ':4:8', 'remove it'),
  whole(
    'a megabyte and one byte',
    (base) => factsText(base) + 'x'.repeat(1024 * 1024),
    'FILE_TOO_LARGE',
    '',
    'this is the file',
  ),

  {
    what: 'facts file: an identifier that another file has',
    code: 'FACTS_SAME_ID',
    run: 'status --all',
    files: (base) => ({ 'advisories/2030/copy.md': factsText(base, { cve: undefined }) }),
    place: 'advisories/2030/copy.md',
    hint: 'another identifier',
    exit: 5,
    apart: true,
  },
  {
    what: 'facts file: asked for by its identifier, and broken',
    code: 'SHAPE_MISSING',
    run: 'render LSF-2030-1 --as osv',
    files: (base) => ({ [FACTS_FILE]: factsText(base, { title: undefined }) }),
    place: `${FACTS_FILE}:2:1`,
    hint: null,
    exit: 3,
    apart: true,
  },
  {
    what: 'facts file: three faults at once, as JSON',
    code: 'SHAPE_WORD',
    run: 'status --all --json',
    files: (base) => ({ [FACTS_FILE]: factsText(base, { state: 'state: x', more: 'a: 1\nb: 2' }) }),
    hint: null,
    exit: 3,
  },

  instead('a link to itself', 'FILE_LINK_LOOP', 3, 'remove one of the links', (file) =>
    symlinkSync(path.basename(file), file),
  ),
  instead('a link to nothing', 'FILE_ABSENT', 4, 'check the path', (file) => symlinkSync('gone.md', file)),
  instead('a link to a device without end', 'FILE_NOT_REGULAR', 3, 'name a file', (file) =>
    symlinkSync('/dev/zero', file),
  ),
  instead('a link to a pipe that nobody writes', 'FILE_PIPE_SILENT', 8, 'start the program', (file) => {
    execFileSync('mkfifo', [`${file}.pipe`])
    symlinkSync(`${path.basename(file)}.pipe`, file)
  }),
  instead('a sparse file of 100 MB', 'FILE_TOO_LARGE', 3, 'this is the file', (file) => {
    put(path.dirname(file), { [path.basename(file)]: '' })
    truncateSync(file, 100 * 1024 * 1024)
  }),
  {
    ...instead('without permission to read it', 'FILE_REFUSED', 6, null, (file) => {
      put(path.dirname(file), { [path.basename(file)]: '---\n' })
      chmodSync(file, 0)
    }),
    skip: NOT_ROOT,
  },
  {
    what: 'facts: a file in the place of their folder',
    code: 'FILE_ABSENT',
    run: 'status --all',
    prepare: (folder) => {
      rmSync(path.join(folder, 'advisories'), { recursive: true })
      put(folder, { advisories: 'a file' })
    },
    hint: 'check the path',
    exit: 4,
  },
]
