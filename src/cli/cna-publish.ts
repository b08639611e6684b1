import type { CveRecord } from '#cve'
import { assessedOf } from '#desk'
import {
  type CveServices,
  type Item,
  type Manuscript,
  manuscriptOfFacts,
  manuscriptOfFile,
  type PublishTerms,
  parseWaiver,
  planManuscript,
  readSubject,
  type Target,
  type Waiver,
} from '#desk/cna'
import { type Fault, fail, ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { type Batch, CHANGE_FLAGS, JOURNAL_FLAGS, runBatch } from './cna-batch.ts'
import { recordCheck } from './cna-check.ts'
import { type Operand, readOperands } from './cna-operands.ts'
import { savedItems, savePlan } from './cna-plan-file.ts'
import { SERVICE_FLAGS } from './cna-session.ts'
import { COMMON_FLAGS, reportFault } from './command.ts'
import type { Values } from './flags.ts'
import { assessHere } from './run-workspace.ts'
import type { World } from './world.ts'

const OWN_FLAGS = {
  id: { type: 'string', value: 'ID', about: 'the CVE ID of a container that does not say it' },
  waive: {
    type: 'string',
    multiple: true,
    value: 'CODE=REASON',
    about: 'let findings of a rule pass that would stop the record',
  },
  erlcheck: { type: 'boolean', about: 'ask CVE Services to insist on a severity and a weakness' },
  plan: {
    type: 'string',
    value: 'FILE',
    about: 'with --dry-run write the plan there, for review; without, carry out that very plan',
  },
} as const

type PublishFlags = typeof OWN_FLAGS &
  typeof CHANGE_FLAGS &
  typeof JOURNAL_FLAGS &
  typeof SERVICE_FLAGS &
  typeof COMMON_FLAGS

/** The flags that `publish` and `update` share. */
export const PUBLISH_FLAGS: PublishFlags = {
  ...OWN_FLAGS,
  ...CHANGE_FLAGS,
  ...JOURNAL_FLAGS,
  ...SERVICE_FLAGS,
  ...COMMON_FLAGS,
}

export interface Publication<T extends Target> {
  readonly command: 'publish' | 'update'
  readonly services: CveServices<T>
  readonly named: boolean
  readonly values: Values<PublishFlags>
  readonly revive: boolean
  readonly operands: readonly string[]
}

/** Publishes what the operands name, or carries out a plan that was saved. */
export async function runPublication<T extends Target>(what: Publication<T>, world: World): Promise<number> {
  const { command, services, named, values } = what
  const { plan, erlcheck } = values
  const before = new Map<CveId, CveRecord>()
  const isReviewed = plan !== undefined && !values['dry-run']
  const items = isReviewed ? await reviewedItems(what, plan, world) : await freshItems(what, before, world)
  if (!items.ok) return reportFault(items.fault, values.json, world)
  const batch: Batch<T> = { command, services, named, items: items.value, values }
  if (plan === undefined || isReviewed) return runBatch(batch, world)
  return runBatch({ ...batch, planned: (planned) => savePlan(services, erlcheck, plan, planned, before, world) }, world)
}

async function reviewedItems<T extends Target>(
  { services, operands }: Publication<T>,
  file: string,
  world: World,
): Promise<Result<readonly Item<T>[]>> {
  return operands.length > 0 ? fail(planAndOperands()) : savedItems(services, file, world)
}

async function freshItems<T extends Target>(
  what: Publication<T>,
  before: Map<CveId, CveRecord>,
  world: World,
): Promise<Result<readonly Item<T>[]>> {
  const { command, services, values, revive, operands } = what
  if (operands.length === 0) return fail(nothingNamed())
  const wanted = values.id === undefined ? ok(undefined) : parseCveId(values.id.toUpperCase())
  if (!wanted.ok) return wanted
  const words = await readOperands(operands, world)
  if (!words.ok) return words
  if (wanted.value !== undefined && words.value.length !== 1) return fail(idForMany())
  const terms = await termsOf(what, world)
  if (!terms.ok) return terms
  const facts = factsReader(services.destination.target, world)
  return ok(
    words.value.map((operand) => {
      let read: Promise<Result<Manuscript>> | undefined
      const manuscript = (): Promise<Result<Manuscript>> => {
        read ??= operand.kind === 'id' ? facts(operand.id) : manuscriptIn(operand, wanted.value, world)
        return read
      }
      return {
        source: operand.kind === 'id' ? operand.id : operand.source,
        async wish() {
          const asked = await manuscript()
          const written = asked.ok ? asked.value.write(undefined) : asked
          return written.ok ? ok([command, values.erlcheck, revive, written.value]) : written
        },
        async plan() {
          const asked = await manuscript()
          if (!asked.ok) return asked
          const planned = await planManuscript(services, asked.value, terms.value)
          if (!planned.ok) return planned
          if (planned.value.before !== undefined) before.set(asked.value.id, planned.value.before)
          return ok(planned.value.step)
        },
      }
    }),
  )
}

async function manuscriptIn(
  { file, source }: Operand & { readonly kind: 'file' },
  wanted: CveId | undefined,
  world: World,
): Promise<Result<Manuscript>> {
  const subject = await readSubject(world.files, file, source, wanted)
  return subject.ok ? ok(manuscriptOfFile(subject.value)) : subject
}

/** Reads facts by their identifier; the project is assessed once, when the first one is asked for. */
function factsReader(target: Target, world: World): (id: string) => Promise<Result<Manuscript>> {
  let here: ReturnType<typeof assessHere> | undefined
  return async (id) => {
    here ??= assessHere(world)
    const assessed = await here
    if (!assessed.ok) return assessed
    const found = assessedOf(assessed.value, id)
    if (!found.ok) return found
    const { project } = assessed.value.workspace
    return manuscriptOfFacts(project, found.value.assessment, target, world.now().toISOString())
  }
}

async function termsOf<T extends Target>(
  { command, services, values, revive }: Publication<T>,
  world: World,
): Promise<Result<PublishTerms>> {
  const waivers: Waiver[] = []
  for (const word of values.waive) {
    const waiver = parseWaiver(word)
    if (!waiver.ok) return waiver
    waivers.push(waiver.value)
  }
  const check = await recordCheck(world, services.destination.target)
  if (!check.ok) return check
  let own: Promise<Result<string>> | undefined
  return ok({
    intent: command,
    revive,
    checks: { erlcheck: values.erlcheck },
    waivers,
    check: check.value,
    orgId: () => (own ??= ownUuid(services)),
  })
}

async function ownUuid<T extends Target>({ orgs, speaker }: CveServices<T>): Promise<Result<string>> {
  const org = await orgs.get(speaker.org)
  return org.ok ? ok(org.value.UUID) : org
}

function nothingNamed(): Fault {
  return { code: 'USAGE_WORDS', kind: 'invalid', message: 'nothing is named: a file, a folder or an identifier' }
}

function idForMany(): Fault {
  return { code: 'USAGE_ID', kind: 'invalid', message: '--id names one ID, and there are several files' }
}

function planAndOperands(): Fault {
  return {
    code: 'USAGE_PLAN',
    kind: 'invalid',
    message: 'a plan says itself what is published',
    hint: 'name no files with --plan, or make the plan anew with --dry-run',
  }
}
