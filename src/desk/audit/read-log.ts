import { type Actor, maySee, permit } from '#desk/people'
import { actionWords, type Store } from '#desk/store'
import { ok, type Result } from '#fault'
import { type SealedEntry, withheld } from './chain.ts'
import { type AuditEntry, readEntry } from './entry.ts'
import { type AuditKind, actionsOf, actionsSaying } from './kinds.ts'
import { type AuditFilter, type AuditTrail, everyEntry, type Subject } from './ports.ts'
import { type Anchor, type Verification, verifyChain } from './verify.ts'

export interface AuditTx {
  readonly auditTrail: AuditTrail
}

/** What the use cases of this room work with. */
export interface AuditDesk<Tx extends AuditTx = AuditTx> {
  readonly store: Store<Tx>
  /** Puts every entry in its place in the chain. */
  seal(): Promise<Result<void>>
  /** IDs of the people who may know of something that is under embargo. */
  knownTo(tx: Tx, kind: string, id: string): Promise<readonly string[]>
  /** What is called so now, as far as the actor may know of it: a CVE ID in letters of either case. */
  subjectOf(tx: Tx, actor: Actor, name: string): Promise<Subject | undefined>
  /** What people call it now; undefined where it is gone, or has no name but its identifier. */
  nameOf(tx: Tx, entry: Pick<AuditEntry, 'subject' | 'embargoed'>): Promise<string | undefined>
}

/** An entry as people see it. */
export interface AuditEntryView extends AuditEntry {
  /** What was done, as the rest of a sentence that begins with the name; the action itself where there are no words. */
  readonly words: string
  /** What people call the subject: the CVE ID, the number of a case, the name of a person. */
  readonly name?: string
  readonly seq: number
  readonly hash: string
}

export interface AuditPage {
  readonly items: readonly AuditEntryView[]
  /** To go on before this number; absent at the end. */
  readonly before?: number
}

/** Which entries somebody wants to see. All of the given must hold. */
export interface AuditWish extends Omit<AuditFilter, 'actions' | 'holds'> {
  readonly kind?: AuditKind
  /** Words of the entry: of what was done, of names, reasons and values; or the CVE ID of what it is about. */
  readonly q?: string
}

/** Entries looked at for one page at most: somebody who may see few of them asks again. */
const MOST_LOOKED_AT = 2000

/**
 * The log as the actor may see it, the newest first. Entries about what is under embargo are there for those alone who may know of
 * it; for others they do not exist.
 */
export async function readLog<Tx extends AuditTx>(
  desk: AuditDesk<Tx>,
  actor: Actor,
  wish: AuditWish,
  limit: number,
  before?: number,
): Promise<Result<AuditPage>> {
  const may = permit(actor, 'audit.read', wish.project === undefined ? {} : { project: wish.project })
  if (!may.ok) return may
  // A database that can only be read at the moment still shows what is sealed.
  await desk.seal()
  return await desk.store.read(async (tx) => {
    const filter = await filterOf(desk, tx, actor, wish)
    const sees = sight(desk, tx, actor)
    const names = subjectNames(desk, tx)
    const items: AuditEntryView[] = []
    let at = before
    for (let looked = 0; looked < MOST_LOOKED_AT; looked += limit) {
      const entries = await tx.auditTrail.page(filter, limit, at)
      for (const sealed of entries) {
        at = sealed.seq
        if (await sees(sealed)) items.push(await names(viewOf(sealed)))
        if (items.length === limit) return ok({ items, before: at })
      }
      if (entries.length < limit) return ok({ items })
    }
    return ok({ items, ...(at !== undefined && { before: at }) })
  })
}

async function filterOf<Tx extends AuditTx>(
  desk: AuditDesk<Tx>,
  tx: Tx,
  actor: Actor,
  { kind, q, ...rest }: AuditWish,
): Promise<AuditFilter> {
  const text = q?.trim() ?? ''
  const about = text === '' ? undefined : await desk.subjectOf(tx, actor, text)
  return {
    ...rest,
    ...(kind !== undefined && { actions: actionsOf(kind) }),
    // The entry is kept as JSON: a quote or a line break stands there in its own way.
    ...(text !== '' && {
      holds: {
        text: JSON.stringify(text).slice(1, -1),
        actions: actionsSaying(text),
        ...(about !== undefined && { about }),
      },
    }),
  }
}

/** Adds what people call the subject; each is asked for once. */
function subjectNames<Tx extends AuditTx>(
  desk: AuditDesk<Tx>,
  tx: Tx,
): (entry: AuditEntryView) => Promise<AuditEntryView> {
  const names = new Map<string, string | undefined>()
  return async (entry) => {
    const key = `${entry.subject.kind} ${entry.subject.id} ${entry.embargoed}`
    if (!names.has(key)) names.set(key, await desk.nameOf(tx, entry))
    const name = names.get(key)
    return name === undefined ? entry : { ...entry, name }
  }
}

/** The whole chain, the oldest first. What the actor may not know is withheld: its hash stands there, its text does not. */
export async function exportLog<Tx extends AuditTx>(
  desk: AuditDesk<Tx>,
  actor: Actor,
): Promise<Result<AsyncIterable<SealedEntry>>> {
  const may = permit(actor, 'audit.export')
  if (!may.ok) return may
  const sealed = await desk.seal()
  if (!sealed.ok) return sealed
  return ok(
    everyEntry((seq, limit) =>
      desk.store.read(async (tx) => {
        const sees = sight(desk, tx, actor)
        const entries: SealedEntry[] = []
        for (const entry of await tx.auditTrail.after(seq, limit)) {
          entries.push((await sees(entry)) ? entry : withheld(entry))
        }
        return entries
      }),
    ),
  )
}

/** Walks along the whole chain. */
export async function verifyLog(desk: AuditDesk, actor: Actor, anchor?: Anchor): Promise<Result<Verification>> {
  const may = permit(actor, 'audit.export')
  if (!may.ok) return may
  const sealed = await desk.seal()
  if (!sealed.ok) return sealed
  return ok(
    await verifyChain(
      everyEntry((seq, limit) => desk.store.read((tx) => tx.auditTrail.after(seq, limit))),
      anchor,
    ),
  )
}

/** Whether the actor may see an entry; who may know of a subject is asked once. */
function sight<Tx extends AuditTx>(
  desk: AuditDesk<Tx>,
  tx: Tx,
  actor: Actor,
): (sealed: SealedEntry) => Promise<boolean> {
  const lists = new Map<string, readonly string[]>()
  return async ({ filed }) => {
    if (filed === undefined) throw new Error('an entry of the database is filed under nothing')
    const { subjectKind, subjectId, project, embargoed } = filed
    const place = project === null ? {} : { project }
    if (!embargoed) return maySee(actor, place)
    const key = `${subjectKind} ${subjectId}`
    const knownTo = lists.get(key) ?? (await desk.knownTo(tx, subjectKind, subjectId))
    lists.set(key, knownTo)
    return maySee(actor, { ...place, embargoed, knownTo })
  }
}

function viewOf({ seq, hash, body = '' }: SealedEntry): AuditEntryView {
  const entry = readEntry(body)
  // The page is of use also when somebody has tampered with an entry; the verification tells.
  if (!entry.ok) return { ...UNREADABLE, words: 'cannot be read', seq, hash }
  const { action } = entry.value
  return { ...entry.value, words: actionWords(action)?.words ?? action, seq, hash }
}

const UNREADABLE: AuditEntry = {
  id: '',
  at: '',
  actor: { kind: 'system', id: '', name: '' },
  action: 'entry.unreadable',
  subject: { kind: 'entry', id: '' },
  embargoed: false,
}
