import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Case, POSIX } from '../case.ts'
import { put } from '../workspace.ts'

const FILE = 'lantern.graph'
const HEADER = '# commit parent-line-numbers(0-based, oldest first)\n'
const A = 'a'.repeat(40)
const B = `${'a'.repeat(7)}${'b'.repeat(33)}`
const C = 'c'.repeat(40)
const GOOD = `${HEADER}${A}\n${B} 0\n${C} 1\nT v1 0 2030-01-01\nT v2 2\nB main 2\n`

const contains = (hash = 'ccccccc'): string => `history contains --graph ${FILE} ${hash}`

/** A graph file that is wrong; `place` is its line, or nothing for the file as a whole. */
function graph(what: string, text: string | Uint8Array, code: string, place: string, hint: string | null): Case {
  return {
    what: `graph file: ${what}`,
    code,
    run: contains(),
    files: { [FILE]: text },
    place: `${FILE}${place}`,
    hint,
    exit: 3,
  }
}

/** A wrong line after the three good commits. */
const added = (what: string, line: string, code = 'GRAPH_LINE_MALFORMED', hint: string | null = 'a line is'): Case =>
  graph(what, `${GOOD}${line}\n`, code, ':8', hint)

/** A wrong commit after the first. */
const commit = (what: string, line: string, code = 'GRAPH_LINE_MALFORMED', hint: string | null = 'a line is'): Case =>
  graph(what, `${HEADER}${A}\n${line}\n`, code, ':3', hint)

/** Something that is no readable file stands in its place. */
function instead(what: string, code: string, exit: number, hint: string | null, prepare: (file: string) => void): Case {
  return {
    what: `graph file: ${what}`,
    code,
    run: contains(),
    prepare: (folder) => prepare(path.join(folder, FILE)),
    place: FILE,
    hint,
    exit,
    skip: POSIX,
  }
}

/** A hash that is asked for of a good graph. */
function asked(what: string, words: readonly string[], code: string, hint: string | null, exit = 3): Case {
  return {
    what: `history contains: ${what}`,
    code,
    run: ['history', 'contains', '--graph', FILE, ...words],
    files: { [FILE]: GOOD },
    hint,
    exit,
  }
}

const packed = gzipSync(GOOD)

export const graphs: readonly Case[] = [
  graph('nothing', '', 'GRAPH_EMPTY', ':1', null),
  graph('a header alone', HEADER, 'GRAPH_EMPTY', ':1', null),
  graph('no header', GOOD.slice(HEADER.length), 'GRAPH_HEADER_MISSING', ':1', 'begins with'),
  graph('HTML of an error page', '<!DOCTYPE html>\n<p>Not found\n', 'GRAPH_HEADER_MISSING', ':1', 'begins with'),
  graph('no end of the last line', GOOD.slice(0, -1), 'GRAPH_CUT_SHORT', ':7', 'again'),
  graph('CRLF', GOOD.replaceAll('\n', '\r\n'), 'GRAPH_LINE_MALFORMED', ':2', 'a line is'),
  graph('a first commit of 39 digits', `${HEADER}${A.slice(1)}\n`, 'GRAPH_LINE_MALFORMED', ':2', 'a line is'),
  graph('a commit in capitals', `${HEADER}${A.toUpperCase()}\n`, 'GRAPH_LINE_MALFORMED', ':2', 'a line is'),
  graph('an empty line', `${HEADER}${A}\n\n${C}\n`, 'GRAPH_LINE_MALFORMED', ':3', 'a line is'),
  graph(
    'bytes that are no text',
    Uint8Array.from({ length: 5000 }, (_, i) => (i * 73) % 251),
    'GRAPH_HEADER_MISSING',
    ':1',
    'begins with',
  ),
  commit('hashes of two lengths', `${'b'.repeat(64)} 0`),
  commit('a letter beyond f', `${'g'.repeat(40)} 0`),
  commit('a parent that comes later', `${B} 2`, 'HISTORY_ORDER', 'parents before'),
  commit('a commit that is its own parent', `${B} 1`, 'HISTORY_ORDER', 'parents before'),
  commit('a parent below nought', `${B} -1`),
  commit('a parent in another notation', `${B} 0x0`),
  commit('a parent with a leading zero', `${B} 00`),
  commit('a parent of thirty digits', `${B} ${'9'.repeat(30)}`),
  commit('two spaces', `${B}  0`),
  commit('a space at the end', `${B} 0 `),
  commit('a commit twice', `${A} 0`, 'HISTORY_COMMIT_DUPLICATE', null),
  added('a commit after the tags', `${'d'.repeat(40)} 2`),
  added('a tag at no commit', 'T v3 3'),
  added('a tag without a place', 'T v3'),
  added('a tag with a space', 'T v 3 2'),
  added('a tag twice', 'T v1 2'),
  added('a tag on the 30th of February', 'T v3 2 2030-02-30'),
  added('a tag that colours the terminal', 'T v\u001b[31m3 2'),
  added('a tag with two dots', 'T v..3 2'),
  added('a tag that is a way out', 'T ../../v3 2'),
  added('a branch with a date', 'B next 2 2030-01-01'),
  added('a branch at no commit', 'B next 99'),
  added('another kind of line', 'N note 2'),
  graph(
    'a tag that is not UTF-8',
    Buffer.concat([Buffer.from(`${GOOD}T v`), Uint8Array.of(0xff), Buffer.from(' 2\n')]),
    'GRAPH_LINE_MALFORMED',
    ':8',
    'a line is',
  ),
  graph(
    'a line of 64 kB',
    `${HEADER}${A}\n${B}${' 0'.repeat(40_000)}\n`,
    'GRAPH_LINE_TOO_LONG',
    ':3',
    'graph of commits',
  ),
  graph('a line without end', `${HEADER}${'a'.repeat(1_000_000)}`, 'GRAPH_LINE_TOO_LONG', ':2', 'graph of commits'),
  { ...graph('gzip cut short', packed.subarray(0, packed.length - 12), 'GRAPH_CUT_SHORT', '', 'again'), apart: true },
  graph('gzip with a wrong checksum', flipped(packed, packed.length - 6), 'GRAPH_CUT_SHORT', '', 'again'),
  graph('gzip with damage inside', flipped(packed, 20), 'GRAPH_CUT_SHORT', '', 'again'),
  graph('gzip of nothing', gzipSync(''), 'GRAPH_EMPTY', ':1', null),
  graph('gzip of gzip', gzipSync(packed), 'GRAPH_HEADER_MISSING', ':1', 'begins with'),
  {
    ...graph(
      'a bomb of 200 MB in 200 kB',
      gzipSync(Buffer.alloc(200 * 1024 * 1024, 'x')),
      'GRAPH_LINE_TOO_LONG',
      ':1',
      'graph of commits',
    ),
    apart: true,
  },
  instead('missing', 'GRAPH_ABSENT', 4, null, () => undefined),
  {
    ...instead(
      'a pipe that nobody writes',
      'GRAPH_UNREADABLE',
      3,
      'into a file first',
      (file) => void execFileSync('mkfifo', [file]),
    ),
    apart: true,
  },
  instead('a folder', 'GRAPH_UNREADABLE', 3, 'name a file', (file) => mkdirSync(file)),
  instead('a link to itself', 'GRAPH_UNREADABLE', 4, null, (file) => symlinkSync(FILE, file)),
  instead(
    'a sparse file of 100 MB, which is one line of NULs',
    'GRAPH_LINE_TOO_LONG',
    3,
    'graph of commits',
    (file) => {
      put(path.dirname(file), { [FILE]: '' })
      truncateSync(file, 100 * 1024 * 1024)
    },
  ),
  {
    what: 'graph file: a device without end',
    code: 'GRAPH_UNREADABLE',
    run: 'history contains --graph /dev/zero ccccccc',
    hint: 'into a file first',
    exit: 3,
    skip: POSIX,
  },
  {
    what: 'graph file: a device without content',
    code: 'GRAPH_UNREADABLE',
    run: 'history contains --graph /dev/null ccccccc',
    hint: 'into a file first',
    exit: 3,
    skip: POSIX,
  },
  asked('a hash that does not exist', ['0123456789'], 'COMMIT_UNKNOWN', 'fetch', 4),
  asked('a hash of six digits', ['cccccc'], 'COMMIT_MALFORMED', '7 to 40'),
  asked('a hash of 41 digits', [`${C}c`], 'COMMIT_MALFORMED', '7 to 40'),
  asked('a hash that two commits begin with', ['aaaaaaa'], 'COMMIT_AMBIGUOUS', 'write more digits'),
  asked('a hash with a space', ['ccccccc c'], 'COMMIT_MALFORMED', '7 to 40'),
  asked('a hash with a line break', ['ccccccc\n'], 'COMMIT_MALFORMED', '7 to 40'),
  asked('an empty word', [''], 'COMMIT_MALFORMED', '7 to 40'),
  asked('a name of git', ['HEAD~1'], 'COMMIT_MALFORMED', '7 to 40'),
  asked('a word of a megabyte', ['c'.repeat(100_000)], 'COMMIT_MALFORMED', '7 to 40'),
  asked('a word that colours the terminal', ['\u001b]0;title\u0007'], 'COMMIT_MALFORMED', '7 to 40'),
  asked('one good hash and two bad ones', ['ccccccc', 'x', '0123456789'], 'COMMIT_MALFORMED', '7 to 40'),
  asked('two sources', ['--repo', '.', 'ccccccc'], 'USAGE_SOURCE', 'one of them', 2),
]

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at]! ^= 0xff
  return copy
}
