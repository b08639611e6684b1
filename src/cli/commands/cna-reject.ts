import type { CnaContainer } from '#cve'
import {
  type CveServices,
  type Item,
  lookUp,
  planReject,
  readSubject,
  type Subject,
  schemaFaults,
  type Target,
} from '#desk/cna'
import { type Fault, fail, failAll, from, ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { CHANGE_FLAGS, JOURNAL_FLAGS, runBatch } from '../cna-batch.ts'
import { readIds, readOperands } from '../cna-operands.ts'
import { SERVICE_FLAGS, withServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, reportFault } from '../command.ts'
import type { Values } from '../flags.ts'
import type { World } from '../world.ts'

const FLAGS = {
  reason: { type: 'string', value: 'TEXT', about: 'why, for readers of the record, in English' },
  'replaced-by': { type: 'string', multiple: true, value: 'ID', about: 'the ID that is used instead' },
  ...CHANGE_FLAGS,
  ...JOURNAL_FLAGS,
  ...SERVICE_FLAGS,
  ...COMMON_FLAGS,
} as const

export const cnaReject: AnyCommand = command({
  name: 'cna reject',
  summary: 'reject CVE IDs, with a record that says why or without one',
  operands: { text: 'ID|FILE|DIR...', min: 1, max: Number.POSITIVE_INFINITY },
  about:
    'An ID that was never used may be rejected without a reason, which `steward cna undo-reject` can take back. With a reason there is a record that everybody can read, and a published one is replaced by it. Files hold a rejected container or record.',
  examples: [
    ['steward cna reject CVE-2030-1001', 'an ID that was not used'],
    ['steward cna reject CVE-2030-1001 --reason "Duplicate." --replaced-by CVE-2030-1000', 'a published one'],
  ],
  flags: FLAGS,
  run: ({ values, operands }, world) =>
    withServices(values, world, async (services, named) => {
      const items = await itemsOf(services, values, operands, world)
      if (!items.ok) return reportFault(items.fault, values.json, world)
      return runBatch({ command: 'reject', services, named, items: items.value, values }, world)
    }),
})

async function itemsOf<T extends Target>(
  services: CveServices<T>,
  values: Values<typeof FLAGS>,
  words: readonly string[],
  world: World,
): Promise<Result<readonly Item<T>[]>> {
  const stated = statedIn(values)
  if (!stated.ok) return stated
  const operands = await readOperands(words, world)
  if (!operands.ok) return operands
  const items: Item<T>[] = []
  for (const operand of operands.value) {
    if (operand.kind === 'file') {
      const { file, source } = operand
      if (stated.value !== undefined) return fail(reasonAndFile(source))
      const read = readOnce(file, source, world)
      items.push({
        source,
        async wish() {
          const subject = await read()
          return subject.ok ? ok(['reject', subject.value.container]) : subject
        },
        async plan() {
          const subject = await read()
          if (!subject.ok) return subject
          return planOne(services, subject.value.id, source, subject.value.container)
        },
      })
      continue
    }
    const id = parseCveId(operand.id.toUpperCase())
    if (!id.ok) return id
    items.push({
      source: id.value,
      id: id.value,
      wish: async () => ok(['reject', stated.value ?? null]),
      plan: () => planOne(services, id.value, id.value, stated.value),
    })
  }
  return ok(items)
}

function readOnce(file: string, source: string, world: World): () => Promise<Result<Subject>> {
  let read: Promise<Result<Subject>> | undefined
  return () => {
    read ??= readSubject(world.files, file, source, undefined)
    return read
  }
}

async function planOne<T extends Target>(
  services: CveServices<T>,
  id: CveId,
  source: string,
  stated: CnaContainer | undefined,
): ReturnType<Item<T>['plan']> {
  const upstream = await lookUp(services, id)
  if (!upstream.ok) return upstream
  const container = stated === undefined ? ok(undefined) : await complete(services, stated, source)
  if (!container.ok) return container
  const planned = planReject(services.destination, id, container.value, upstream.value)
  return planned.ok ? ok({ id, source, ...planned.value, waived: [] }) : planned
}

/** With the provider that the schema wants, and held against it. */
async function complete<T extends Target>(
  { orgs, speaker }: CveServices<T>,
  { providerMetadata: _, ...said }: CnaContainer,
  source: string,
): Promise<Result<CnaContainer>> {
  const org = await orgs.get(speaker.org)
  if (!org.ok) return org
  const container = { providerMetadata: { orgId: org.value.UUID }, ...said }
  const wrong = schemaFaults(container, 'cnaRejectedContainer')
  return wrong.length > 0 ? failAll(wrong.map((fault) => from(source, fault))) : ok(container)
}

/** The container that the flags state, without its provider. */
function statedIn({ reason, 'replaced-by': others }: Values<typeof FLAGS>): Result<CnaContainer | undefined> {
  const replacedBy = readIds(others)
  if (!replacedBy.ok) return replacedBy
  if (reason === undefined) return replacedBy.value.length === 0 ? ok(undefined) : fail(idsWithoutReason())
  if (reason.trim() === '') return fail(emptyReason())
  return ok({
    rejectedReasons: [{ lang: 'en', value: reason.trim() }],
    ...(replacedBy.value.length > 0 && { replacedBy: replacedBy.value }),
  })
}

function reasonAndFile(source: string): Fault {
  return { code: 'USAGE_REASON', kind: 'invalid', message: `${source} has its own reason, and --reason gives another` }
}

function idsWithoutReason(): Fault {
  return {
    code: 'USAGE_REASON',
    kind: 'invalid',
    message: '--replaced-by stands in a record, and a record needs --reason',
  }
}

function emptyReason(): Fault {
  return { code: 'USAGE_REASON', kind: 'invalid', message: '--reason is empty' }
}
