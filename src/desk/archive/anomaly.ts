/** Something about an archive that no single check shows, or that a person should look at first. */
export interface Anomaly {
  readonly code: AnomalyCode
  /** An error is certain, a question is for a person, a notice is worth a look. */
  readonly level: 'error' | 'question' | 'notice'
  /** A heading. */
  readonly message: string
  /** What is known, and what is not. */
  readonly detail: string
  /** Paths of the files that it is about; to be gone through once, before the next anomaly. */
  readonly files: Iterable<string>
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
  /** `link`: a symbolic link, which is not followed. `shared`: a file that has other names too. `other`: a device, a pipe. */
  readonly kind: 'link' | 'shared' | 'other'
}
