import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { type Case, POSIX } from '../case.ts'
import { CVE_FILE, OSV_FILE, put } from '../workspace.ts'

const LOCK = 'steward.lock.json'

/** The lock file holds `text`. A sync that took it for nothing would accept moved tags. */
function lock(
  what: string,
  text: string | Uint8Array,
  code: string,
  place: string,
  hint: string | null,
  exit = 3,
): Case {
  return {
    what: `${LOCK}: ${what}`,
    code,
    run: 'sync --offline --apply',
    files: { [LOCK]: text },
    place: `${LOCK}${place}`,
    hint,
    exit,
  }
}

/** A record that exists holds `text`: its vulnerability is held back. The fault stands in the plan, not on standard error. */
function record(what: string, file: string, text: string | Uint8Array, code: string, hint: string | null = null): Case {
  return { what: `${file}: ${what}`, code, run: 'sync --offline --apply', files: { [file]: text }, hint, exit: 1 }
}

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

export const kept: readonly Case[] = [
  lock('nothing', '', 'JSON_SYNTAX', ':1:1', null),
  lock('half of it', '{\n  "steward": 1,\n  "tags": {\n', 'JSON_SYNTAX', ':4:1', null),
  lock('marks of a merge', '{\n<<<<<<< HEAD\n  "steward": 1\n', 'JSON_SYNTAX', ':2:1', null),
  lock('a list', '[]', 'SHAPE_TYPE', ':1:1', null),
  lock('null', 'null', 'SHAPE_TYPE', ':1:1', null),
  lock('another version', '{"steward": 2, "tags": {}}', 'SHAPE_TYPE', ':1:13', null),
  lock('no tags', '{"steward": 1}', 'SHAPE_MISSING', ':1:1', null),
  lock('tags in a list', '{"steward": 1, "tags": ["v1"]}', 'SHAPE_TYPE', ':1:24', null),
  lock('a tag without a hash', '{"steward": 1, "tags": {"v1": null}}', 'SHAPE_TYPE', ':1:31', null),
  lock('a tag twice', '{"steward": 1, "tags": {"v1": "a",\n"v1": "b"}}', 'JSON_DUPLICATE_KEY', ':2:1', 'keep one'),
  lock('the key __proto__', '{"steward": 1, "tags": {"__proto__": "a"}}', 'JSON_FORBIDDEN_KEY', ':1:25', 'remove it'),
  lock(
    'an unknown field',
    '{"steward": 1, "tags": {}, "tag": {}}',
    'SHAPE_UNKNOWN_FIELD',
    ':1:35',
    'did you mean tags?',
  ),
  lock('lists 100,000 deep', deep(100_000), 'JSON_TOO_DEEP', ':1:65', null),
  lock('text that is not UTF-8', Uint8Array.of(0x7b, 0x0a, 0xff), 'NOT_UTF8', ':2', 'UTF-8'),
  lock(
    'a tag that has moved',
    `{"steward": 1, "tags": {"v3.13.0": "${'0'.repeat(40)}"}}`,
    'TAGS_REWRITTEN',
    '',
    '--accept-tags',
    5,
  ),
  {
    ...lock(
      'a tag that is gone',
      `{"steward": 1, "tags": {"v3.11.0": "${'0'.repeat(40)}"}}`,
      'TAGS_REWRITTEN',
      '',
      '--accept-tags',
      5,
    ),
    apart: true,
  },
  {
    what: `${LOCK}: a folder`,
    code: 'FILE_IS_FOLDER',
    run: 'sync --offline --apply',
    prepare: (folder) => {
      rmSync(path.join(folder, LOCK))
      mkdirSync(path.join(folder, LOCK))
    },
    place: LOCK,
    hint: 'name a file',
    exit: 3,
    skip: POSIX,
  },
  {
    what: `${LOCK}: a link to itself`,
    code: 'FILE_LINK_LOOP',
    run: 'sync --offline --apply',
    prepare: (folder) => {
      rmSync(path.join(folder, LOCK))
      symlinkSync(LOCK, path.join(folder, LOCK))
    },
    place: LOCK,
    hint: 'remove one of the links',
    exit: 3,
    skip: POSIX,
    apart: true,
  },

  record('nothing', CVE_FILE, '', 'JSON_SYNTAX'),
  record('half of it', CVE_FILE, '{"dataType": "CVE_RECORD",', 'JSON_SYNTAX'),
  record('a list', CVE_FILE, '[]', 'CVE_NOT_A_RECORD'),
  record('a container alone', CVE_FILE, '{"affected": []}', 'CVE_CONTAINER_ALONE'),
  record('a key twice', CVE_FILE, '{"dataType": "CVE_RECORD", "dataType": "CVE_RECORD"}', 'JSON_DUPLICATE_KEY'),
  record(
    'containers in a list',
    CVE_FILE,
    '{"dataType":"CVE_RECORD","dataVersion":"5.2.0","cveMetadata":{},"containers":[]}',
    'SHAPE_MISSING',
  ),
  record('nothing', OSV_FILE, '', 'JSON_SYNTAX'),
  record('text', OSV_FILE, '"text"', 'SHAPE_TYPE'),
  record('an empty object', OSV_FILE, '{}', 'SHAPE_MISSING'),
  record('the key __proto__', OSV_FILE, '{"__proto__": {"id": "x"}}', 'JSON_FORBIDDEN_KEY'),
  record('lists 1,000 deep', OSV_FILE, deep(1000), 'JSON_TOO_DEEP'),
  {
    what: `${OSV_FILE}: text that is not UTF-8`,
    code: 'NOT_UTF8',
    run: 'sync --offline --apply',
    files: { [OSV_FILE]: Uint8Array.of(0xc3) },
    place: `${OSV_FILE}:1`,
    hint: 'UTF-8',
    exit: 3,
  },
  {
    what: `${OSV_FILE}: a folder`,
    code: 'FILE_IS_FOLDER',
    run: 'sync --offline --apply',
    prepare: (folder) => {
      rmSync(path.join(folder, OSV_FILE))
      put(path.join(folder, OSV_FILE), { inside: '' })
    },
    place: OSV_FILE,
    hint: 'name a file',
    exit: 3,
    skip: POSIX,
  },
  {
    what: `${OSV_FILE}: a link to a file outside, which must not be written through`,
    code: 'FILE_IS_LINK',
    run: 'sync --offline --apply',
    prepare: (folder) => {
      put(folder, { 'outside.json': '{"id":"LSF-2030-1","modified":"2030-01-01T00:00:00Z"}' })
      rmSync(path.join(folder, OSV_FILE))
      symlinkSync('../../outside.json', path.join(folder, OSV_FILE))
    },
    place: OSV_FILE,
    hint: 'remove the link',
    exit: 5,
    skip: POSIX,
    apart: true,
  },
  {
    what: 'sync --apply: a link to nothing in the place of a record',
    code: 'FILE_ABSENT',
    run: 'sync --offline --apply',
    prepare: (folder) => {
      rmSync(path.join(folder, OSV_FILE))
      symlinkSync('../../gone.json', path.join(folder, OSV_FILE))
    },
    place: OSV_FILE,
    hint: 'check the path',
    exit: 4,
    skip: POSIX,
  },
]
