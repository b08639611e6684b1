import path from 'node:path'
import { type Fault, fail, ok, type Result } from '#fault'
import {
  type AttackPattern,
  builtInCatalogue,
  type CatalogueFile,
  diffListings,
  type ListingDiff,
  type OfficialCatalogue,
  parseOfficialCatalogue,
  seemsPartial,
  type Weakness,
  writeCatalogueFile,
} from '#weaknesses'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { type Ink, inkOf } from '../ink.ts'
import { projectCatalog, readCatalog, sourceOf } from '../open-catalog.ts'
import { count, table } from '../table.ts'
import type { World } from '../world.ts'

/** Bytes of one line: a whole catalogue in one line is unusual, and XML all the same. */
const LONGEST_LINE = 32 * 1024 * 1024

/** Entries of a list that are named; the rest is counted. */
const NAMED = 10

export const catalogUpdate: AnyCommand = command({
  name: 'catalog update',
  summary: 'read the official XML of CWE or CAPEC',
  operands: { text: 'FILE', min: 1, max: 1 },
  about:
    'Reads cwec_v4.19.xml or capec_v3.9.xml as cwe.mitre.org and capec.mitre.org offer them, says what is new in it, and writes descriptions, hierarchy and mapping notes to .steward/catalog.json beside steward.yaml, where the other commands find them. The other catalogue in that file stays as it is. docs/weaknesses.md tells more.',
  examples: [
    ['steward catalog update --dry-run cwec_v4.19.xml', 'what is new in it'],
    ['steward catalog update capec_v3.9.xml', 'attack patterns; the weaknesses that were read before stay'],
  ],
  flags: {
    output: { type: 'string', short: 'o', value: 'FILE', about: 'write here, and not beside steward.yaml' },
    'allow-removals': { type: 'boolean', about: 'take a file that lacks entries which are known' },
    'dry-run': { type: 'boolean', about: 'write nothing' },
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const [given = ''] = operands
    const plan = await planUpdate(world, given, values.output)
    if (!plan.ok) return reportFault(plan.fault, values.json, world)
    const { file, text, partial } = plan.value
    if (partial && !values['allow-removals']) return reportFault(partialFault(plan.value, given), values.json, world)
    const writes = text !== undefined && !values['dry-run']
    if (writes) {
      const written = await world.files.write(file, text)
      if (!written.ok) return reportFault(written.fault, values.json, world)
    }
    if (values.json) world.terminal.out(JSON.stringify(jsonOf(plan.value, world, writes)))
    else if (!values.quiet) {
      for (const line of linesOf(plan.value, world)) world.terminal.out(line)
      world.terminal.out(lastLine(plan.value, world, values['dry-run']))
    }
    return EXIT.done
  },
})

interface Plan {
  /** Absolute. */
  readonly file: string
  /** What will stand in it; undefined where that is what stands there now. */
  readonly text: string | undefined
  readonly official: OfficialCatalogue
  /** Where the older listing came from. */
  readonly before: string
  readonly diff: ListingDiff<Weakness | AttackPattern>
  /** It lacks what no newer version could lack. */
  readonly partial: boolean
}

async function planUpdate(world: World, given: string, output: string | undefined): Promise<Result<Plan>> {
  const packed = packedFault(given)
  if (packed !== undefined) return fail(packed)
  const target = output === undefined ? await projectCatalog(world) : ok(path.resolve(world.folder, output))
  if (!target.ok)
    return fail({ ...target.fault, hint: 'name a file with --output, or make a project with `steward init`' })
  const file = target.value
  const old: Result<CatalogueFile> = (await world.files.exists(file)) ? await readOld(world, file) : ok({})
  if (!old.ok) return old
  const source = path.resolve(world.folder, given)
  const official = await parseOfficialCatalogue(world.files.lines(source, LONGEST_LINE), given)
  if (!official.ok) return official
  const { after, ...difference } = compared(old.value, official.value, path.relative(world.folder, file))
  const text = writeCatalogueFile(after)
  const isSame = text === writeCatalogueFile(old.value)
  return ok({ file, text: isSame ? undefined : text, official: official.value, ...difference })
}

/** Whoever read a part as the whole would say of real weaknesses that they do not exist. */
function partialFault({ official, before, diff: { removed } }: Plan, given: string): Fault<'CATALOG_PARTIAL'> {
  const named = removed.slice(0, 3).map(({ id }) => id)
  return {
    code: 'CATALOG_PARTIAL',
    kind: 'conflict',
    message: `${titleOf(official)} lacks ${count(removed.length, 'entry', 'entries')} of ${before}: ${named.join(', ')}${removed.length > 3 ? ' and others' : ''}`,
    place: { source: given },
    hint: 'it may be the file of one view: take the whole catalogue, or say --allow-removals',
  }
}

async function readOld(world: World, file: string): Promise<Result<CatalogueFile>> {
  const old = await readCatalog(world, file)
  return old.ok ? ok(old.value.read) : old
}

/** The names tell it sooner than the bytes, which are no text. */
function packedFault(given: string): Fault | undefined {
  const [, ending] = /\.(zip|gz)$/i.exec(given) ?? []
  if (ending === undefined) return undefined
  const unpack = ending.toLowerCase() === 'zip' ? 'unzip -p' : 'gzip -dc'
  return {
    code: 'CATALOG_PACKED',
    kind: 'invalid',
    message: 'cannot read a packed file',
    place: { source: given },
    hint: `unpack it on the way: steward catalog update <(${unpack} ${given})`,
  }
}

function compared(
  old: CatalogueFile,
  official: OfficialCatalogue,
  name: string,
): Pick<Plan, 'before' | 'diff' | 'partial'> & { readonly after: CatalogueFile } {
  const builtIn = builtInCatalogue()
  if (official.name === 'cwe') {
    const before = old.cwe ?? builtIn.cwe
    const diff = diffListings(before, official.listing)
    const partial = seemsPartial(before, official.listing, diff)
    return { before: sourceOf('CWE', before, name), diff, partial, after: { ...old, cwe: official.listing } }
  }
  const before = old.capec ?? builtIn.capec
  const diff = diffListings(before, official.listing)
  const partial = seemsPartial(before, official.listing, diff)
  return { before: sourceOf('CAPEC', before, name), diff, partial, after: { ...old, capec: official.listing } }
}

function titleOf({ name, listing }: OfficialCatalogue): string {
  return `${name.toUpperCase()} ${listing.version}${listing.date === undefined ? '' : ` of ${listing.date}`}`
}

function linesOf({ official, before, diff }: Plan, { terminal }: World): readonly string[] {
  const ink = inkOf(terminal)
  const { size } = official.listing.entries
  return [
    `${ink('title', titleOf(official))}   ${count(size, 'entry', 'entries')}; before: ${before}`,
    ...table(
      [
        ...listRow('added', diff.added),
        ...listRow('removed', diff.removed),
        ...listRow('newly deprecated', diff.deprecated),
        ...changeRows('renamed', diff.renamed, ink),
        ...changeRows('mapping changed', diff.remapped, ink),
        ...listRow('other texts or links', diff.reworded),
      ],
      '  ',
      terminal.columns,
    ),
  ]
}

function listRow(what: string, entries: readonly (Weakness | AttackPattern)[]): readonly (readonly string[])[] {
  if (entries.length === 0) return []
  const named = entries.slice(0, NAMED).map(({ id }) => id)
  return [[what, String(entries.length), `${named.join(' ')}${more(entries)}`]]
}

function changeRows(
  what: string,
  changes: ListingDiff<Weakness | AttackPattern>['renamed'],
  ink: Ink,
): readonly (readonly string[])[] {
  return changes
    .slice(0, NAMED)
    .map(({ entry, before, after }, i) => [
      i === 0 ? what : '',
      i === 0 ? String(changes.length) : '',
      `${entry.id}: ${before} ${ink('heading', '->')} ${after}${i === NAMED - 1 ? more(changes) : ''}`,
    ])
}

function more(list: readonly unknown[]): string {
  return list.length > NAMED ? ` and ${list.length - NAMED} more` : ''
}

function lastLine({ file, text }: Plan, { folder }: World, dryRun: boolean): string {
  const name = path.relative(folder, file)
  if (text === undefined) return `${name} says all of this already`
  return dryRun ? `would write ${name}    next: the same without --dry-run` : `wrote ${name}`
}

function jsonOf({ file, official, before, diff }: Plan, { folder }: World, written: boolean): object {
  const ids = (entries: readonly (Weakness | AttackPattern)[]): readonly string[] => entries.map(({ id }) => id)
  const changes = (list: ListingDiff<Weakness | AttackPattern>['renamed']): readonly object[] =>
    list.map(({ entry: { id }, ...change }) => ({ id, ...change }))
  const { version, date, entries } = official.listing
  return {
    file: path.relative(folder, file),
    catalog: official.name,
    version,
    date: date ?? null,
    entries: entries.size,
    before,
    added: ids(diff.added),
    removed: ids(diff.removed),
    deprecated: ids(diff.deprecated),
    renamed: changes(diff.renamed),
    remapped: changes(diff.remapped),
    reworded: ids(diff.reworded),
    written,
  }
}
