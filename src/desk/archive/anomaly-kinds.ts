import { coveredComponents } from '#trust'
import type { Anomaly, AnomalyCode, PassedOver } from './anomaly.ts'
import { folderRelease } from './audit-subject.ts'
import type { AuditedSubject } from './subject.ts'

/** What one file adds to an anomaly of several. */
export interface Clue {
  /** Which anomaly of its kind: a digest, a release. */
  readonly group: string
  /** What is named, once however often it comes: a file, a release. */
  readonly name: string
  readonly path: string
  /** What the anomaly says of its first file. */
  readonly said?: string
}

/** The clues of one group, counted. */
export interface ClueGroup {
  readonly group: string
  readonly first: Clue
  readonly files: number
  /** Different names. */
  readonly names: number
  /** The first of them, as many as a sentence can hold. */
  readonly shown: readonly string[]
}

interface Kind {
  readonly code: AnomalyCode
  readonly level: Anomaly['level']
}

/** What one file alone shows. */
export interface KindOfOne extends Kind {
  /** The heading. */
  readonly message: (subject: AuditedSubject) => string
  /** What is known; undefined where nothing is odd. */
  readonly find: (subject: AuditedSubject) => string | undefined
}

/** What only shows where files are looked at together. */
export interface KindOfMany extends Kind {
  readonly clues: (subject: AuditedSubject) => readonly Clue[]
  /** The heading. */
  readonly message: (group: ClueGroup) => string
  /** What is known; undefined where the group is nothing odd. `filesOf`: how many files a stream has. */
  readonly tell: (group: ClueGroup, filesOf: (stream: string) => number) => string | undefined
}

/** Names that a person can still read; the rest is counted. */
export const NAMED = 6

/** Two sources, or the file and a source, that say different digests of one name. */
const digestConflict: KindOfOne = {
  code: 'DIGEST_CONFLICT',
  level: 'error',
  message: ({ name }) => `${name} has two digests`,
  find({ sha256, known, isPresent }) {
    const others = known.filter((each) => each.sha256 !== sha256)
    if (sha256 === null || others.length === 0) return undefined
    const own = isPresent ? 'the file here' : (known.find((each) => each.sha256 === sha256)?.from ?? 'the manifest')
    const rest = others.map((each) => `${each.from}: ${each.sha256}`).join('; ')
    return `${capital(own)}: ${sha256}; ${rest}. The cause is not known.`
  },
}

/** Two names for one content: one of them was published by mistake, or is a renamed file. */
const sharedDigest: KindOfMany = {
  code: 'DIGEST_SHARED',
  level: 'error',
  clues: ({ sha256, name, path }) => (sha256 === null ? [] : [{ group: sha256, name, path }]),
  message: ({ files }) => `${files === 2 ? 'Two' : files} files are the same file`,
  tell: (same) =>
    same.names < 2
      ? undefined
      : `${listed(same)} have one digest, ${same.group}. One of them is not what its name says; the cause is not known.`,
}

/** A detached signature and a bundle that come from two signings. Each may be good. */
const signedTwice: KindOfMany = {
  code: 'SIGNED_TWICE',
  level: 'question',
  clues({ rows, release, name, path }) {
    const detached = rows.find(({ material }) => material === '.sig+.crt')?.signature
    const bundle = rows.find(({ material, verdict }) => material === '.sigstore' && verdict !== 'fail')?.signature
    const isTwice = typeof detached === 'string' && typeof bundle === 'string' && detached !== bundle
    return isTwice && release !== null ? [{ group: release, name, path }] : []
  },
  message: ({ group }) => `${group} was signed twice`,
  tell: (same) => `The .crt and .sig of ${listed(same)} belong to another signing than the bundle.`,
}

/** A signature does not bind a name: an old file with its old bundle, renamed, verifies. Its place and its name may tell. */
const otherRelease: KindOfOne = {
  code: 'NAME_OTHER_RELEASE',
  level: 'error',
  message: ({ name, path }) => `${name} lies among the files of ${folderRelease(path)}`,
  find({ path, release }) {
    const folder = folderRelease(path)
    if (folder === undefined || release === null || coveredComponents(folder, release) > 0) return undefined
    return `Its name says ${release}. A signature does not bind the name of a file.`
  },
}

/** Failures of one release with one reason are one thing to look at. */
const failedAlike: KindOfMany = {
  code: 'FAILED_ALIKE',
  level: 'error',
  clues({ rows, name, path }) {
    const reasons = new Map<string, string>()
    for (const { verdict, release, code, diagnosis } of rows) {
      const group = JSON.stringify([release, code])
      if (verdict === 'fail' && !reasons.has(group)) reasons.set(group, diagnosis ?? '')
    }
    return [...reasons].map(([group, said]) => ({ group, name, path, said }))
  },
  message: ({ group, first, files }) =>
    `${files === 1 ? first.name : `${files} files of ${reasonIn(group).release ?? 'no known release'}`} failed: ${reasonIn(group).code}`,
  tell: ({ first }) => `${capital(first.said ?? '')}.`,
}

function reasonIn(group: string): { readonly release: string | null; readonly code: string } {
  const [release, code] = JSON.parse(group) as readonly [string | null, string]
  return { release, code }
}

const unproved: KindOfMany = {
  code: 'TIME_UNPROVED',
  level: 'question',
  clues: ({ rows }) =>
    rows
      .filter(({ code }) => code === 'SIGNED_TIME_ABSENT')
      .map(({ release, path }) => ({ group: '', name: release ?? '?', path })),
  message: ({ files }) => `${files === 1 ? 'One signature' : `${files} signatures`} without a time`,
  tell: (all) =>
    `Certificates live ten minutes. Without a log entry nobody can tell whether these files of ${listed(all)} were signed while theirs were valid.`,
}

/** A file without any signature, in a stream whose other files have one. */
const withoutSignature: KindOfMany = {
  code: 'NO_SIGNATURE',
  level: 'notice',
  clues({ rows, hasAsc, stream, gpg, name, path }) {
    const isBare = !hasAsc && rows.every(({ verdict }) => verdict === 'unsigned')
    return isBare && stream !== null ? [{ group: stream, name, path, said: gpg ?? '' }] : []
  },
  message: ({ files, first, group }) =>
    files === 1 ? `${first.name} has no signature at all` : `${files} files of ${group} have no signature at all`,
  tell(bare, filesOf) {
    const others = filesOf(bare.group) - bare.files
    if (others === 0) return undefined
    const rest = others === 1 ? 'One other file of the stream has one' : `${others} other files of the stream have one`
    const gpg = bare.first.said === 'none' ? ', and the stream has no GPG' : ''
    return `${rest}${gpg}.${bare.files === 1 ? '' : ` They are ${listed(bare)}.`}`
  },
}

/** `.asc` files that one of the given keys is said to have made, and did not. */
const badOpenpgp: KindOfOne = {
  code: 'OPENPGP_BAD',
  level: 'error',
  message: ({ name }) => `${name}.asc is not a good signature of the file`,
  find: ({ openpgp }) =>
    openpgp?.state === 'bad' || openpgp?.state === 'malformed' ? `${capital(openpgp.detail)}.` : undefined,
}

const orphan: KindOfMany = {
  code: 'SIGNATURE_ORPHAN',
  level: 'question',
  clues: ({ isPresent, sha256, name, path }) => (!isPresent && sha256 === null ? [{ group: '', name, path }] : []),
  message: ({ files }) => `${files === 1 ? 'One signature is' : `Signatures of ${files} files are`} without the file`,
  tell: (alone) =>
    `Neither the file nor its digest is known: ${listed(alone)}. A list of digests (--digests) can tell.`,
}

const link: KindOfMany = {
  code: 'LINK_PASSED_OVER',
  level: 'notice',
  clues: () => [],
  message: ({ files }) => `${files === 1 ? 'One link was' : `${files} links were`} not followed`,
  tell: (linked) => `What they lead to was not looked at: ${listed(linked)}.`,
}

const shared: KindOfMany = {
  code: 'FILE_SHARED',
  level: 'notice',
  clues: () => [],
  message: ({ files }) => `${files === 1 ? 'One file has' : `${files} files have`} another name too`,
  tell: (files) => `Whoever changes the other name (a hard link) changes these: ${listed(files)}.`,
}

/** The worst first. */
export const ANOMALY_KINDS: readonly (KindOfOne | KindOfMany)[] = [
  digestConflict,
  sharedDigest,
  otherRelease,
  failedAlike,
  badOpenpgp,
  signedTwice,
  unproved,
  orphan,
  withoutSignature,
  link,
  shared,
]

/** What is not a file belongs to no subject. */
export function passedOverClue({ path, kind }: PassedOver): readonly [kind: KindOfMany, clue: Clue] {
  return [kind === 'shared' ? shared : link, { group: '', name: path, path }]
}

function listed({ shown, names }: ClueGroup): string {
  const all = names > shown.length ? [...shown, `${names - shown.length} more`] : shown
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
