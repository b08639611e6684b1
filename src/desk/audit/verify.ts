import { isDeepStrictEqual } from 'node:util'
import { sha256 } from '#bytes'
import { fail, ok, type Result } from '#fault'
import { FIRST_LINK, type Link, type SealedEntry, sealedText } from './chain.ts'
import { filedUnder, readEntry } from './entry.ts'

/** What a walk along the whole chain found. */
export interface Verification {
  /** Whether every entry is in its place and as it was written. False for a log whose noted anchor is not in it. */
  readonly intact: boolean
  readonly entries: number
  /** Entries that the reader was not given: what they say was not checked. */
  readonly withheld: number
  /** The end of the chain: to be noted in another place, as the anchor of a later verification. */
  readonly end: Link
  /** Where it breaks first. */
  readonly broken?: { readonly seq: number; readonly why: string }
}

/** A link that was noted down earlier, in another place. */
export type Anchor = Link

/** Reads `NUMBER:HASH`. Code: `AUDIT_ANCHOR_MALFORMED`. */
export function parseAnchor(text: string): Result<Anchor> {
  const found = /^([0-9]{1,15}):([0-9a-f]{64})$/.exec(text)
  if (found === null) {
    return fail({
      code: 'AUDIT_ANCHOR_MALFORMED',
      kind: 'invalid',
      message: 'an anchor of the audit log is the number of an entry, a colon, and its hash of 64 hexadecimal digits',
      hint: 'steward audit verify prints it',
    })
  }
  return ok({ seq: Number(found[1]), hash: found[2]! })
}

/**
 * Walks along the chain and stops at the first break: an entry that was changed, removed, put in between or moved, or that is filed
 * under something else than it says. Entries cut off at the end leave a chain that is whole: only an anchor shows that.
 */
export async function verifyChain(entries: AsyncIterable<SealedEntry>, anchor?: Anchor): Promise<Verification> {
  let end = FIRST_LINK
  let withheld = 0
  let anchored = anchor === undefined || anchor.seq === 0
  const found = (broken?: Verification['broken']): Verification => ({
    intact: broken === undefined,
    entries: end.seq,
    withheld,
    end,
    ...(broken !== undefined && { broken }),
  })
  for await (const sealed of entries) {
    const why = breakAt(end, sealed)
    if (why !== undefined) return found({ seq: end.seq + 1, why })
    if (sealed.body === undefined) withheld++
    end = { seq: sealed.seq, hash: sealed.hash }
    if (anchor?.seq !== sealed.seq) continue
    if (anchor.hash !== sealed.hash) return found({ seq: sealed.seq, why: 'the anchor names another hash' })
    anchored = true
  }
  if (!anchored) return found({ seq: end.seq + 1, why: `the log ends before the anchor, entry ${anchor!.seq}` })
  return found()
}

function breakAt(before: Link, { seq, hash, body, filed }: SealedEntry): string | undefined {
  const expected = before.seq + 1
  if (seq > expected) return seq === expected + 1 ? 'it is missing' : `entries ${expected} to ${seq - 1} are missing`
  if (seq < expected) return 'it stands twice or out of order'
  if (body === undefined) return undefined
  if (sha256(sealedText(seq, before.hash, body)) !== hash) return 'it was changed, or what was before it'
  const entry = readEntry(body)
  if (!entry.ok) return entry.fault.message
  if (filed !== undefined && !isDeepStrictEqual(filed, filedUnder(entry.value)))
    return 'it is filed under something else'
  return undefined
}
