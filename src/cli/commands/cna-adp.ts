import type { AdpContainer } from '#cve'
import { type CveServices, type Item, planAddition, readAdp, type Target } from '#desk/cna'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { CHANGE_FLAGS, JOURNAL_FLAGS, runBatch } from '../cna-batch.ts'
import { readOperands } from '../cna-operands.ts'
import { SERVICE_FLAGS, withServices } from '../cna-session.ts'
import { type AnyCommand, COMMON_FLAGS, command, reportFault } from '../command.ts'
import type { Values } from '../flags.ts'
import type { World } from '../world.ts'

const FLAGS = {
  id: { type: 'string', value: 'ID', about: 'the CVE ID; the name of the file when absent: CVE-2030-1001.json' },
  ...CHANGE_FLAGS,
  ...JOURNAL_FLAGS,
  ...SERVICE_FLAGS,
  ...COMMON_FLAGS,
} as const

export const cnaAdp: AnyCommand = command({
  name: 'cna adp',
  summary: 'add containers to the records of others, as an authorised data publisher',
  operands: { text: 'publish FILE|DIR...', min: 2, max: Number.POSITIVE_INFINITY },
  about:
    'Writes the container of your organisation into records: the one that is there is replaced, those of others stay. Nothing is sent where the meaning is the same. CVE Services check the whole record again, so that an old record that no longer fits the schema blocks it.',
  examples: [
    ['steward cna adp publish --id CVE-2030-1001 container.json', 'one container'],
    ['steward cna adp publish --dry-run additions/', 'what would change in many records'],
  ],
  flags: FLAGS,
  run: ({ values, operands }, world) =>
    withServices(values, world, async (services, named) => {
      const [verb, ...words] = operands
      if (verb !== 'publish') return reportFault(noVerb(verb ?? ''), values.json, world)
      const items = await itemsOf(services, values, words, world)
      if (!items.ok) return reportFault(items.fault, values.json, world)
      return runBatch({ command: 'adp publish', services, named, items: items.value, values }, world)
    }),
})

async function itemsOf<T extends Target>(
  services: CveServices<T>,
  { id }: Values<typeof FLAGS>,
  words: readonly string[],
  world: World,
): Promise<Result<readonly Item<T>[]>> {
  const wanted = id === undefined ? ok(undefined) : parseCveId(id.toUpperCase())
  if (!wanted.ok) return wanted
  const operands = await readOperands(words, world)
  if (!operands.ok) return operands
  if (wanted.value !== undefined && operands.value.length !== 1) return fail(idForMany())
  const items: Item<T>[] = []
  for (const operand of operands.value) {
    if (operand.kind === 'id') return fail(notAFile(operand.id))
    const { file, source } = operand
    let read: ReturnType<typeof readAdp> | undefined
    const addition = (): ReturnType<typeof readAdp> => {
      read ??= readAdp(world.files, file, source, wanted.value)
      return read
    }
    items.push({
      source,
      async wish() {
        const asked = await addition()
        return asked.ok ? ok(['adp', asked.value.id, asked.value.container]) : asked
      },
      async plan() {
        const asked = await addition()
        return asked.ok ? planOne(services, source, asked.value) : asked
      },
    })
  }
  return ok(items)
}

async function planOne<T extends Target>(
  services: CveServices<T>,
  source: string,
  { id, container }: { readonly id: CveId; readonly container: AdpContainer },
): ReturnType<Item<T>['plan']> {
  const planned = await planAddition(services, id, container)
  return planned.ok ? ok({ id, source, ...planned.value, waived: [] }) : fail(from(source, planned.fault))
}

function noVerb(word: string): Fault {
  return {
    code: 'USAGE_WORDS',
    kind: 'invalid',
    message: `adp does not know ${JSON.stringify(word)}`,
    hint: 'the word is publish',
  }
}

function idForMany(): Fault {
  return { code: 'USAGE_ID', kind: 'invalid', message: '--id names one ID, and there are several files' }
}

function notAFile(word: string): Fault {
  return {
    code: 'FILE_ABSENT',
    kind: 'absent',
    message: 'cannot read the file: it does not exist',
    place: { source: word },
  }
}
