import type { AdpContainer } from '#cve'
import { ok, type Result } from '#fault'
import type { CveId } from '#ids'
import type { Checks, CveServices } from './cve-services.ts'
import type { Draft } from './draft.ts'
import type { Target } from './target.ts'

/** The one call that brings CVE Services in line with what is wanted of an ID. */
export type Action<T extends Target> =
  | { readonly do: 'nothing' }
  | { readonly do: 'create' | 'update' | 'republish'; readonly draft: Draft<T>; readonly checks: Checks }
  | { readonly do: 'reject-new' | 'reject-record'; readonly draft: Draft<T> }
  | { readonly do: 'reject-id' | 'undo-reject' }
  | { readonly do: 'transfer'; readonly org: string }
  | { readonly do: 'adp'; readonly draft: Draft<T, AdpContainer> }

/** What is done to an ID, in one word. */
export type Deed = Action<Target>['do']
export const DEEDS: readonly Deed[] = [
  'nothing',
  'create',
  'update',
  'republish',
  'reject-new',
  'reject-record',
  'reject-id',
  'undo-reject',
  'transfer',
  'adp',
]

/** What would be done for one ID: data, so that a dry run, a file and a real run see the same. */
export interface Step<T extends Target> {
  readonly id: CveId
  /** The file or facts it comes from; the ID itself where there is none. */
  readonly source: string
  readonly action: Action<T>
  /** What a reader of the record would see change, one plain sentence each. */
  readonly changes: readonly string[]
  /** Findings that were waived, with the reasons. */
  readonly waived: readonly string[]
}

/** Does it. Every call may be repeated: what was done already is found to be done. */
export async function carryOut<T extends Target>(
  services: CveServices<T>,
  { id, action }: Pick<Step<T>, 'id' | 'action'>,
): Promise<Result<void>> {
  const { ids, records } = services
  const done = await call()
  return done.ok ? ok(undefined) : done

  async function call(): Promise<Result<unknown>> {
    switch (action.do) {
      case 'nothing':
        return ok(undefined)
      case 'create':
        return records.createCna(action.draft, action.checks)
      case 'update':
      case 'republish':
        return records.updateCna(action.draft, action.checks)
      case 'reject-new':
        return records.createReject(action.draft)
      case 'reject-record':
        return records.updateReject(action.draft)
      case 'reject-id':
        return ids.setState(id, 'REJECTED')
      case 'undo-reject':
        return ids.setState(id, 'RESERVED')
      case 'transfer':
        return ids.transfer(id, action.org)
      case 'adp':
        return records.updateAdp(action.draft)
    }
  }
}
