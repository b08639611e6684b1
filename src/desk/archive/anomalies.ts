import { coveredComponents } from '#trust'
import { folderRelease } from './audit-subject.ts'
import type { AuditedSubject, AuditRow, AuditVerdict } from './subject.ts'

/** Something about an archive that no single check shows, or that a person should look at first. */
export interface Anomaly {
  readonly code: AnomalyCode
  /** An error is certain, a question is for a person, a notice is worth a look. */
  readonly level: 'error' | 'question' | 'notice'
  /** A heading. */
  readonly message: string
  /** What is known, and what is not. */
  readonly detail: string
  /** Paths of the files that it is about. */
  readonly files: readonly string[]
}

export type AnomalyCode =
  | 'DIGEST_CONFLICT'
  | 'DIGEST_SHARED'
  | 'SIGNED_TWICE'
  | 'NAME_OTHER_RELEASE'
  | 'FAILED_ALIKE'
  | 'TIME_UNPROVED'
  | 'NO_SIGNATURE'
  | 'OPENPGP_BAD'
  | 'SIGNATURE_ORPHAN'
  | 'LINK_PASSED_OVER'
  | 'FILE_SHARED'

/** What stands in an archive besides files. */
export interface PassedOver {
  readonly path: string
  readonly kind: 'link' | 'shared' | 'other'
}

/** What to look at first, the worst on top. Causes that are not known are not guessed. */
export function anomaliesOf(
  subjects: readonly AuditedSubject[],
  passedOver: readonly PassedOver[],
): readonly Anomaly[] {
  const found = [
    ...digestConflicts(subjects),
    ...sharedDigests(subjects),
    ...signedTwice(subjects),
    ...otherReleases(subjects),
    ...failedAlike(subjects, 'fail'),
    ...unproved(subjects),
    ...withoutSignature(subjects),
    ...badOpenpgp(subjects),
    ...orphans(subjects),
    ...links(passedOver),
  ]
  return found.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level))
}

const LEVELS: readonly Anomaly['level'][] = ['error', 'question', 'notice']

/** Two sources, or the file and a source, that say different digests of one name. */
function digestConflicts(subjects: readonly AuditedSubject[]): readonly Anomaly[] {
  return subjects.flatMap(({ name, path, sha256, known, isPresent }): Anomaly[] => {
    const others = known.filter((each) => each.sha256 !== sha256)
    if (sha256 === null || others.length === 0) return []
    const own = isPresent ? 'the file here' : (known.find((each) => each.sha256 === sha256)?.from ?? 'the manifest')
    return [
      {
        code: 'DIGEST_CONFLICT',
        level: 'error',
        message: `${name} has two digests`,
        detail: `${capital(own)}: ${sha256}; ${others.map((each) => `${each.from}: ${each.sha256}`).join('; ')}. The cause is not known.`,
        files: [path],
      },
    ]
  })
}

/** Two names for one content: one of them was published by mistake, or is a renamed file. */
function sharedDigests(subjects: readonly AuditedSubject[]): readonly Anomaly[] {
  return groups(subjects, ({ sha256 }) => sha256)
    .filter(([, same]) => new Set(same.map(({ name }) => name)).size > 1)
    .map(([sha256, same]) => ({
      code: 'DIGEST_SHARED',
      level: 'error',
      message: `${same.length === 2 ? 'Two' : same.length} files are the same file`,
      detail: `${listed(same.map(({ name }) => name))} have one digest, ${sha256}. One of them is not what its name says; the cause is not known.`,
      files: same.map(({ path }) => path),
    }))
}

/** A detached signature and a bundle that come from two signings. Each may be good. */
function signedTwice(subjects: readonly AuditedSubject[]): readonly Anomaly[] {
  const twice = subjects.filter(({ rows }) => {
    const detached = rows.find(({ material }) => material === '.sig+.crt')
    const bundle = rows.find(({ material, verdict }) => material === '.sigstore' && verdict !== 'fail')
    return detached?.signature !== null && bundle?.signature !== null && detached !== undefined && bundle !== undefined
      ? detached.signature !== bundle.signature
      : false
  })
  return groups(twice, ({ release }) => release).map(([release, same]) => ({
    code: 'SIGNED_TWICE',
    level: 'question',
    message: `${release} was signed twice`,
    detail: `The .crt and .sig of ${listed(same.map(({ name }) => name))} belong to another signing than the bundle.`,
    files: same.map(({ path }) => path),
  }))
}

/** A signature does not bind a name: an old file with its old bundle, renamed, verifies. Its place and its name may tell. */
function otherReleases(subjects: readonly AuditedSubject[]): readonly Anomaly[] {
  return subjects.flatMap(({ name, path, release }): Anomaly[] => {
    const folder = folderRelease(path)
    if (folder === undefined || release === null || coveredComponents(folder, release) > 0) return []
    return [
      {
        code: 'NAME_OTHER_RELEASE',
        level: 'error',
        message: `${name} lies among the files of ${folder}`,
        detail: `Its name says ${release}. A signature does not bind the name of a file.`,
        files: [path],
      },
    ]
  })
}

/** Failures of one release with one reason are one thing to look at. */
function failedAlike(subjects: readonly AuditedSubject[], verdict: AuditVerdict): readonly Anomaly[] {
  const failed = subjects.flatMap(({ rows }) => rows.filter((row) => row.verdict === verdict))
  return groups(failed, ({ release, code }) => JSON.stringify([release, code])).map(([, same]) => {
    const [first] = same as readonly [AuditRow, ...AuditRow[]]
    const files = [...new Set(same.map(({ path }) => path))]
    return {
      code: 'FAILED_ALIKE',
      level: 'error',
      message: `${files.length === 1 ? first.name : `${files.length} files of ${first.release ?? 'no known release'}`} failed: ${first.code}`,
      detail: `${capital(first.diagnosis ?? '')}.`,
      files,
    }
  })
}

function unproved(subjects: readonly AuditedSubject[]): readonly Anomaly[] {
  const rows = subjects.flatMap(({ rows }) => rows.filter(({ code }) => code === 'SIGNED_TIME_ABSENT'))
  if (rows.length === 0) return []
  const releases = [...new Set(rows.map(({ release }) => release ?? '?'))]
  return [
    {
      code: 'TIME_UNPROVED',
      level: 'question',
      message: `${rows.length === 1 ? 'One signature' : `${rows.length} signatures`} without a time`,
      detail: `Certificates live ten minutes. Without a log entry nobody can tell whether these files of ${listed(releases)} were signed while theirs were valid.`,
      files: rows.map(({ path }) => path),
    },
  ]
}

/** A file without any signature, in a stream whose other files have one. */
function withoutSignature(subjects: readonly AuditedSubject[]): readonly Anomaly[] {
  return groups(subjects, ({ stream }) => stream).flatMap(([stream, same]): Anomaly[] => {
    const bare = same.filter(({ rows, hasAsc }) => !hasAsc && rows.every(({ verdict }) => verdict === 'unsigned'))
    if (bare.length === 0 || bare.length === same.length) return []
    const [first] = bare
    return [
      {
        code: 'NO_SIGNATURE',
        level: 'notice',
        message:
          bare.length === 1
            ? `${first?.name} has no signature at all`
            : `${bare.length} files of ${stream} have no signature at all`,
        detail: `${withOne(same.length - bare.length)}${first?.gpg === 'none' ? ', and the stream has no GPG' : ''}.${bare.length === 1 ? '' : ` They are ${listed(bare.map(({ name }) => name))}.`}`,
        files: bare.map(({ path }) => path),
      },
    ]
  })
}

function withOne(others: number): string {
  return others === 1 ? 'One other file of the stream has one' : `${others} other files of the stream have one`
}

/** `.asc` files that one of the given keys is said to have made, and did not. */
function badOpenpgp(subjects: readonly AuditedSubject[]): readonly Anomaly[] {
  return subjects.flatMap(({ name, path, openpgp }): Anomaly[] => {
    if (openpgp === null || (openpgp.state !== 'bad' && openpgp.state !== 'malformed')) return []
    const message = `${name}.asc is not a good signature of the file`
    return [{ code: 'OPENPGP_BAD', level: 'error', message, detail: `${capital(openpgp.detail)}.`, files: [path] }]
  })
}

function orphans(subjects: readonly AuditedSubject[]): readonly Anomaly[] {
  const alone = subjects.filter(({ isPresent, sha256 }) => !isPresent && sha256 === null)
  if (alone.length === 0) return []
  return [
    {
      code: 'SIGNATURE_ORPHAN',
      level: 'question',
      message: `${alone.length === 1 ? 'One signature is' : `Signatures of ${alone.length} files are`} without the file`,
      detail: `Neither the file nor its digest is known: ${listed(alone.map(({ name }) => name))}.`,
      files: alone.map(({ path }) => path),
    },
  ]
}

function links(passedOver: readonly PassedOver[]): readonly Anomaly[] {
  const of = (kinds: readonly PassedOver['kind'][]): readonly string[] =>
    passedOver.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path)
  const [linked, shared] = [of(['link', 'other']), of(['shared'])]
  return [
    ...(linked.length === 0
      ? []
      : [
          {
            code: 'LINK_PASSED_OVER' as const,
            level: 'notice' as const,
            message: `${linked.length === 1 ? 'One link was' : `${linked.length} links were`} not followed`,
            detail: `What they lead to was not looked at: ${listed(linked)}.`,
            files: linked,
          },
        ]),
    ...(shared.length === 0
      ? []
      : [
          {
            code: 'FILE_SHARED' as const,
            level: 'notice' as const,
            message: `${shared.length === 1 ? 'One file has' : `${shared.length} files have`} another name too`,
            detail: `Whoever changes the other name (a hard link) changes these: ${listed(shared)}.`,
            files: shared,
          },
        ]),
  ]
}

/** Items by a key, in the order in which keys first appear; those without a key are left out. */
function groups<T>(
  items: readonly T[],
  keyOf: (item: T) => string | null,
): readonly (readonly [string, readonly T[]])[] {
  const byKey = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const group = byKey.get(key)
    if (group === undefined) byKey.set(key, [item])
    else group.push(item)
  }
  return [...byKey]
}

/** Names that a person can still read; the rest is counted. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6)
  const rest = names.length - shown.length
  const all = rest > 0 ? [...shown, `${rest} more`] : shown
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
