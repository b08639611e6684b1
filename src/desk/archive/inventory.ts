import path from 'node:path'
import type { KnownDigest, Source, Subject } from './subject.ts'

/** Endings of files that vouch for the file whose name stands before them. The longest comes first. */
const ENDINGS: readonly (readonly [ending: string, role: Role])[] = [
  ['.sigstore.json', 'bundle'],
  ['.sigstore', 'bundle'],
  ['.provenance', 'bundle'],
  ['.bundle', 'bundle'],
  ['.rekor', 'rekor'],
  ['.crt', 'crt'],
  ['.sig', 'sig'],
  ['.asc', 'asc'],
]
type Role = 'bundle' | 'rekor' | 'crt' | 'sig' | 'asc'

/** Endings of an SBOM that lies beside its file. */
const SBOM_ENDINGS = ['.spdx.json', '.cdx.json']

/** Files that people put into an archive about others. */
const NO_ARTIFACT = /^(?:(?:SHA|MD5|CHECKSUM)[A-Z0-9._-]*|index\.html?|README[A-Za-z0-9._-]*)$/i

/** What a file name says of the file's part: the file that it vouches for, and how. */
export function roleOf(file: string): { readonly of: string; readonly role: Role } | undefined {
  const found = ENDINGS.find(([ending]) => file.endsWith(ending) && file.length > ending.length)
  return found === undefined ? undefined : { of: file.slice(0, -found[0].length), role: found[1] }
}

/**
 * The released files of a tree, with what lies beside each.
 *
 * @param files  paths relative to the tree, with `/`.
 * @param digests  from inventories: name or path to digest. A file that only they and its signature know is audited by digest.
 */
export function subjectsInTree(
  files: readonly string[],
  digests: ReadonlyMap<string, readonly KnownDigest[]>,
): readonly Subject[] {
  const present = new Set(files)
  const parts = new Map<string, Map<Role, string[]>>()
  for (const file of files) {
    const role = roleOf(file)
    const owner = role === undefined ? file : role.of
    const own = parts.get(owner) ?? new Map<Role, string[]>()
    parts.set(owner, own)
    if (role !== undefined) own.set(role.role, [...(own.get(role.role) ?? []), file])
  }
  const subjects: Subject[] = []
  for (const [file, roles] of parts) {
    const name = path.posix.basename(file)
    if (roles.size === 0 && NO_ARTIFACT.test(name)) continue
    const source = (role: Role): Source | undefined => {
      const [first] = roles.get(role) ?? []
      return first === undefined ? undefined : { kind: 'file', path: first }
    }
    const [crt, sig, rekor, asc] = [source('crt'), source('sig'), source('rekor'), source('asc')]
    subjects.push({
      name,
      path: file,
      isPresent: present.has(file),
      known: digests.get(file) ?? digests.get(name) ?? [],
      bundles: (roles.get('bundle') ?? []).map((each) => ({ kind: 'file', path: each })),
      ...(crt !== undefined && { crt }),
      ...(sig !== undefined && { sig }),
      ...(rekor !== undefined && { rekor }),
      ...(asc !== undefined && { asc }),
      hasSbom: SBOM_ENDINGS.some((ending) => present.has(file + ending)),
    })
  }
  return subjects.sort((a, b) => (a.path < b.path ? -1 : 1))
}
