import type { Anchor, Verification } from '#desk/audit'
import type { Result } from '#fault'

/** How much was copied. */
export interface Copied {
  readonly tables: number
  readonly rows: number
}

/** What a walk along the audit log found, and how many entries of the database wait for their place in it. */
export interface AuditReport extends Verification {
  readonly pending: number
}

/**
 * The keeping of a desk's database: copies and the audit log. `at` is a `postgres://` URL or the path of a database file; `file` and
 * `folder` are absolute.
 */
export interface KeepingPort {
  backUp(at: string, file: string): Promise<Result<Copied>>
  restore(at: string, file: string, replace: boolean): Promise<Result<Copied & { readonly audit: AuditReport }>>
  exportTo(at: string, folder: string): Promise<Result<Copied>>
  importFrom(at: string, folder: string, replace: boolean): Promise<Result<Copied & { readonly audit: AuditReport }>>
  /** The log in a database. */
  verifyAudit(at: string, anchor?: Anchor): Promise<Result<AuditReport>>
  /** The log in an exported file. */
  verifyAuditFile(file: string, anchor?: Anchor): Promise<Result<AuditReport>>
  /** Writes the whole log, the oldest entry first. */
  exportAudit(at: string, write: (line: string) => void): Promise<Result<number>>
}
