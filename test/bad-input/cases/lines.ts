import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { type Case, POSIX } from '../case.ts'
import { put } from '../workspace.ts'

const FILE = 'facts.jsonl'
const RANGES = `ranges --repo ../lantern --facts ${FILE}`
const HASH = '0123456789abcdef0123456789abcdef01234567'
const GOOD = '{"id":"LSF-1","introduced":"0","fixes":[]}\n'

/** The second line is wrong; the first is answered all the same. */
function line(
  what: string,
  text: string | Uint8Array,
  code: string,
  place: string | undefined,
  hint: string | null,
  exit = 3,
): Case {
  return {
    what: `${FILE}: ${what}`,
    code,
    run: RANGES,
    files: { [FILE]: Buffer.concat([Buffer.from(GOOD), Buffer.from(text)]) },
    ...(place !== undefined && { place: `${FILE}:${place}` }),
    hint,
    exit,
  }
}

function facts(fields: object): string {
  return JSON.stringify({ id: 'LSF-2', introduced: '0', fixes: [], ...fields })
}

export const lines: readonly Case[] = [
  line('a line that is no JSON', 'LSF-2\n', 'JSON_SYNTAX', '2:1', null),
  line('half a line', '{"id":"LSF-2",', 'JSON_SYNTAX', '2:15', null),
  line('two values on one line', `${facts({})} ${facts({})}`, 'JSON_SYNTAX', '2:44', null),
  line('a comma behind the value', `${facts({})},`, 'JSON_SYNTAX', '2:43', null),
  line('a comment', '# LSF-2', 'JSON_SYNTAX', '2:1', null),
  line('a key twice', '{"id":"LSF-2","id":"LSF-3"}', 'JSON_DUPLICATE_KEY', '2:15', 'keep one'),
  line('the key __proto__', '{"__proto__":{}}', 'JSON_FORBIDDEN_KEY', '2:2', 'remove it'),
  line('half a surrogate pair', '{"id":"\\ud800"}', 'JSON_LONE_SURROGATE', '2:7', null),
  line('a number out of range', '{"id":1e999}', 'JSON_NUMBER_RANGE', '2:7', null),
  line('a NUL', '{"id":"\0"}', 'JSON_SYNTAX', '2:8', null),
  line('lists 1,000 deep', '['.repeat(1000), 'JSON_TOO_DEEP', '2:65', null),
  line('text that is not UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'NOT_UTF8', '2', 'UTF-8'),
  line('a list', '["LSF-2"]', 'SHAPE_TYPE', '2', null),
  line('null', 'null', 'SHAPE_TYPE', '2', null),
  line('no fields', '{}', 'SHAPE_MISSING', '2', null),
  line('an identifier that is a number', facts({ id: 2 }), 'SHAPE_TYPE', '2', "quote it: '2'"),
  line('an unknown field', facts({ title: 'x' }), 'SHAPE_UNKNOWN_FIELD', '2', 'the fields are'),
  line('the key constructor', facts({ constructor: {} }), 'SHAPE_UNKNOWN_FIELD', '2', 'the fields are'),
  line('introduced nowhere', facts({ introduced: [] }), 'FACTS_INTRODUCED_EMPTY', '2', '"introduced": "0"'),
  line('introduced in an object', facts({ introduced: {} }), 'SHAPE_TYPE', '2', null),
  line('a fix that is no group', facts({ fixes: [HASH] }), 'SHAPE_TYPE', '2', null),
  line('an empty group', facts({ fixes: [[]] }), 'SHAPE_VALUE', '2', null),
  line('1,001 groups', facts({ fixes: Array.from({ length: 1001 }, () => [HASH]) }), 'SHAPE_TOO_MANY', '2', null),
  line('a hash of one digit', facts({ fixes: [['a']] }), 'ABBREVIATED_HASH_MALFORMED', '2', 'digits'),
  line(
    'a hash that is an option',
    facts({ introduced: ['--upload-pack=sh'] }),
    'ABBREVIATED_HASH_MALFORMED',
    '2',
    'digits',
  ),
  line('a commit that the repository lacks', facts({ introduced: [HASH] }), 'COMMIT_UNKNOWN', '2', 'fetch', 4),
  line(
    'an override of a range that cannot be read',
    facts({ overrides: [{ range: '>==', status: 'fixed', reason: 'r', author: 'a', date: '2030-01-01' }] }),
    'VERS_COMPARATOR',
    '2',
    'the version alone',
  ),
  line('a line of nine megabytes', `"${'x'.repeat(9 * 1024 * 1024)}"`, 'FILE_LINE_TOO_LONG', '2', 'one JSON value'),
  {
    what: `${FILE}: nothing`,
    code: 'FACTS_EMPTY',
    run: RANGES,
    files: { [FILE]: '' },
    hint: 'one JSON object a line',
    exit: 3,
  },
  {
    what: `${FILE}: empty lines alone`,
    code: 'FACTS_EMPTY',
    run: RANGES,
    files: { [FILE]: '\n \n\r\n' },
    hint: 'one JSON object a line',
    exit: 3,
    apart: true,
  },
  {
    what: `${FILE}: missing`,
    code: 'FILE_ABSENT',
    run: RANGES,
    place: FILE,
    hint: 'check the path',
    exit: 4,
    apart: true,
  },
  {
    what: `${FILE}: a folder`,
    code: 'FILE_IS_FOLDER',
    run: RANGES,
    prepare: (folder) => mkdirSync(path.join(folder, FILE)),
    place: FILE,
    hint: 'name a file',
    exit: 3,
    skip: POSIX,
  },
  {
    what: `${FILE}: a pipe that nobody writes`,
    code: 'FILE_PIPE_SILENT',
    run: RANGES,
    prepare: (folder) => void execFileSync('mkfifo', [path.join(folder, FILE)]),
    place: FILE,
    hint: 'start the program',
    exit: 8,
    skip: POSIX,
    apart: true,
  },
  {
    what: `${FILE}: a device without end`,
    code: 'FILE_NOT_REGULAR',
    run: 'ranges --repo ../lantern --facts /dev/zero',
    place: '/dev/zero',
    hint: 'name a file',
    exit: 3,
    skip: POSIX,
  },
  {
    what: `${FILE}: a device without content`,
    code: 'FILE_NOT_REGULAR',
    run: 'ranges --repo ../lantern --facts /dev/null',
    place: '/dev/null',
    hint: 'name a file',
    exit: 3,
    skip: POSIX,
  },
  {
    what: `${FILE}: a sparse file of 100 MB, which is one line of NULs`,
    code: 'FILE_LINE_TOO_LONG',
    run: RANGES,
    prepare: (folder) => {
      put(folder, { [FILE]: '' })
      truncateSync(path.join(folder, FILE), 100 * 1024 * 1024)
    },
    place: `${FILE}:1`,
    hint: 'one JSON value',
    exit: 3,
  },
  {
    what: `${FILE}: a link to itself`,
    code: 'FILE_LINK_LOOP',
    run: RANGES,
    prepare: (folder) => symlinkSync(FILE, path.join(folder, FILE)),
    place: FILE,
    hint: 'remove one of the links',
    exit: 3,
    skip: POSIX,
  },
]
