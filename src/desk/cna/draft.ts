import type { AdpContainer, CnaContainer, CveRecord } from '#cve'
import type { CveId } from '#ids'
import type { Destination, Target } from './target.ts'

/**
 * What is to be said of one CVE ID, at one destination. A draft that was made for the test instance is of another type than one
 * for production, and no client of the other target takes it.
 */
export interface Draft<T extends Target, Content extends DraftContent = CnaContainer> {
  readonly to: Destination<T>
  readonly id: CveId
  readonly content: Content
}

/** A CNA's container (published or rejected), an ADP container, or a whole record (the Secretariat alone writes those). */
export type DraftContent = CnaContainer | AdpContainer | CveRecord

export function draftFor<T extends Target, Content extends DraftContent>(
  to: Destination<T>,
  id: CveId,
  content: Content,
): Draft<T, Content> {
  return { to, id, content }
}
