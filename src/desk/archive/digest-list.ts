import { fail, from, ok, type Result } from '#fault'
import { aMap, isObject, parseJson, placeFaults, readShape, refine, text } from '#json'
import type { KnownDigest } from './subject.ts'

/** A digest as one finds it in lists: 64 hexadecimal digits of either case. */
const HEX = /^[0-9a-fA-F]{64}$/

/** `sha256sum`'s lines (digest, space, space or `*`, name), and BSD's (`SHA256 (name) = digest`). */
const GNU_LINE = /^\\?([0-9a-fA-F]{64}) [ *](.{1,1000})$/
const BSD_LINE = /^SHA256 \((.{1,1000})\) = ([0-9a-fA-F]{64})$/

const table = aMap(refine(text, (value) => (HEX.test(value) ? undefined : 'must be 64 hexadecimal digits')))

/**
 * Digests of files from a list: the output of `sha256sum`, or a JSON object from names to digests. Names are kept as they stand, with
 * or without folders.
 */
export function readDigestList(source: string, file: string): Result<ReadonlyMap<string, KnownDigest>> {
  return source.trimStart().startsWith('{') ? fromJson(source, file) : fromLines(source, file)
}

function fromJson(source: string, file: string): Result<ReadonlyMap<string, KnownDigest>> {
  const document = parseJson(source)
  if (!document.ok) return fail(from(file, document.fault))
  const read = readShape(table, isObject(document.value.value) ? document.value.value : null)
  if (!read.ok) return fail(placeFaults(file, document.value, read.fault))
  return ok(new Map([...read.value].map(([name, sha256]) => [name, known(sha256, file)])))
}

function fromLines(source: string, file: string): Result<ReadonlyMap<string, KnownDigest>> {
  const digests = new Map<string, KnownDigest>()
  for (const [i, line] of source.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue
    const gnu = GNU_LINE.exec(line)
    const bsd = gnu === null ? BSD_LINE.exec(line) : null
    const [name, sha256] = gnu === null ? [bsd?.[1], bsd?.[2]] : [gnu[2], gnu[1]]
    if (name === undefined || sha256 === undefined) {
      return fail({
        code: 'DIGEST_LIST',
        kind: 'invalid',
        message: 'this line is no digest and name',
        place: { source: file, line: i + 1 },
        hint: '`sha256sum FILE...` writes such lines',
      })
    }
    digests.set(name.replace(/^\.\//, ''), known(sha256, file))
  }
  return ok(digests)
}

function known(sha256: string, from: string): KnownDigest {
  return { sha256: sha256.toLowerCase(), from }
}
