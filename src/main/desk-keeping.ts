import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import readline from 'node:readline'
import { realSurroundings } from '#adapters/clock'
import {
  backUpDatabase,
  type Database,
  importFolder,
  openDatabase,
  type RestoreOptions,
  restoreBackup,
} from '#adapters/database'
import type { AuditReport, Copied, KeepingPort } from '#cli'
import { type Anchor, everyEntry, readExportLine, type SealedEntry, verifyChain, writeExportLine } from '#desk/audit'
import { type Fault, fail, ok, type Result } from '#fault'

/** The keeping of desks' databases, on this machine or on a server. */
export const deskKeeping: KeepingPort = {
  async backUp(at, file) {
    if (await isAbsent(at)) return fail({ ...NO_DESK, place: { source: at } })
    return await backUpDatabase(at, file, realSurroundings.moment())
  },
  restore: (at, file, replace) => putBack(restoreBackup, { at, from: file, replace, now: realSurroundings.moment() }),
  async exportTo(at, folder) {
    return await withDesk(at, async (database) => {
      const sealed = await database.sealAudit()
      return sealed.ok ? await database.exportTo(folder) : sealed
    })
  },
  importFrom: (at, folder, replace) =>
    putBack(importFolder, { at, from: folder, replace, now: realSurroundings.moment() }),
  verifyAudit: (at, anchor) => withDesk(at, async (database) => ok(await verified(database, anchor))),
  verifyAuditFile,
  async exportAudit(at, write) {
    return await withDesk(at, async (database) => {
      const sealed = await database.sealAudit()
      if (!sealed.ok) return sealed
      let count = 0
      for await (const entry of entriesOf(database)) {
        write(writeExportLine(entry))
        count++
      }
      return ok(count)
    })
  },
}

/** Opens a desk that is there; a wrong path must not make an empty one. */
async function withDesk<T>(at: string, work: (database: Database) => Promise<Result<T>>): Promise<Result<T>> {
  if (await isAbsent(at)) return fail({ ...NO_DESK, place: { source: at } })
  const opened = await openDatabase({ at, around: realSurroundings })
  if (!opened.ok) return opened
  try {
    return await work(opened.value)
  } finally {
    await opened.value.close()
  }
}

/** What was put back is looked through before anybody works with it. */
async function putBack(
  restore: (options: RestoreOptions) => Promise<Result<Copied>>,
  options: RestoreOptions,
): Promise<Result<Copied & { readonly audit: AuditReport }>> {
  const copied = await restore(options)
  if (!copied.ok) return copied
  return await withDesk(options.at, async (database) => {
    const sealed = await database.sealAudit()
    return sealed.ok ? ok({ ...copied.value, audit: await verified(database) }) : sealed
  })
}

async function verified(database: Database, anchor?: Anchor): Promise<AuditReport> {
  const found = await verifyChain(entriesOf(database), anchor)
  return { ...found, pending: await database.store.read(({ auditTrail }) => auditTrail.pending()) }
}

function entriesOf({ store }: Database): AsyncIterable<SealedEntry> {
  return everyEntry((seq, limit) => store.read(({ auditTrail }) => auditTrail.after(seq, limit)))
}

/** Carries the fault of a line out of the walk. */
class LineRefused extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message)
    this.fault = fault
  }
}

async function verifyAuditFile(file: string, anchor?: Anchor): Promise<Result<AuditReport>> {
  try {
    return ok({ ...(await verifyChain(fileEntries(file), anchor)), pending: 0 })
  } catch (cause) {
    if (cause instanceof LineRefused) return fail({ ...cause.fault, place: { ...cause.fault.place, source: file } })
    const { code, syscall } = cause as NodeJS.ErrnoException
    if (syscall === undefined) throw cause
    return fail({
      code: 'FILE_FAILED',
      kind: 'absent',
      message: `cannot read the file: ${code}`,
      place: { source: file },
    })
  }
}

async function* fileEntries(file: string): AsyncGenerator<SealedEntry> {
  let number = 0
  for await (const line of readline.createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++
    if (line === '') continue
    const read = readExportLine(line, number)
    if (!read.ok) throw new LineRefused(read.fault)
    yield read.value
  }
}

/** Whether the file of a database is not there. What a server has is known once it is asked. */
async function isAbsent(at: string): Promise<boolean> {
  if (/^postgres(ql)?:\/\//.test(at)) return false
  return await access(at).then(
    () => false,
    () => true,
  )
}

const NO_DESK: Fault<'DESK_ABSENT'> = {
  code: 'DESK_ABSENT',
  kind: 'absent',
  message: 'there is no database of a desk',
  hint: 'name its folder with --data, or its server with --database-url',
}
