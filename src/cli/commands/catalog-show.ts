import { type Fault, fail, ok, quote, type Result } from '#fault'
import { parseCapecId, parseCweId } from '#ids'
import { type AttackPattern, type Listing, MAPPING_MEANINGS, type Mapping, type Weakness } from '#weaknesses'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, exitOf, listOf, printFaults, reportFault } from '../command.ts'
import { inkOf } from '../ink.ts'
import { catalogFlag, type OpenCatalog, openCatalog, sourceOf } from '../open-catalog.ts'
import { table } from '../table.ts'

export const catalogShow: AnyCommand = command({
  name: 'catalog show',
  summary: 'what a CWE or CAPEC identifier stands for',
  operands: { text: 'ID...', min: 1, max: Number.POSITIVE_INFINITY },
  about:
    'Prints the name of a weakness or attack pattern, for a weakness whether a record may name it, and after `steward catalog update` its description, place in the hierarchy and what to name instead.',
  examples: [
    ['steward catalog show CWE-79', 'a weakness'],
    ['steward catalog show CWE-79 CAPEC-63 --json', 'several, as JSON'],
  ],
  flags: { ...catalogFlag, ...COMMON_FLAGS },
  async run({ values, operands }, world) {
    const open = await openCatalog(world, values.catalog)
    if (!open.ok) return reportFault(open.fault, values.json, world)
    const shown: Shown[] = []
    const faults: Fault[] = []
    for (const word of operands) {
      const found = look(word, open.value)
      if (found.ok) shown.push(found.value)
      else faults.push(found.fault)
    }
    if (values.json) {
      world.terminal.out(
        JSON.stringify({ entries: shown.map(jsonOf), ...(faults.length > 0 && { faults: faults.flatMap(listOf) }) }),
      )
    } else {
      const ink = inkOf(world.terminal)
      for (const each of shown) {
        world.terminal.out(`${ink('title', each.entry.id)}   ${each.entry.name}`)
        if (values.quiet) continue
        for (const line of table(rowsOf(each), '  ', world.terminal.columns)) world.terminal.out(line)
      }
      printFaults(faults, world)
    }
    return faults.length === 0 ? EXIT.done : Math.max(...faults.map(exitOf))
  },
})

type Entry = Weakness | AttackPattern

interface Shown {
  readonly entry: Entry
  /** Where it was read. */
  readonly source: string
  /** Whether that was the whole catalogue. */
  readonly whole: boolean
  readonly children: readonly Entry[]
  /** The name of any entry of the same catalogue, for an identifier that another one gives. */
  readonly named: (id: string) => string
}

function look(word: string, open: OpenCatalog): Result<Shown> {
  const id = word.trim().toUpperCase()
  if (id.startsWith('CWE-')) return find(parseCweId(id), 'CWE', open.catalogue.cwe, open)
  if (id.startsWith('CAPEC-')) return find(parseCapecId(id), 'CAPEC', open.catalogue.capec, open)
  return fail({
    code: 'CATALOG_ID_MALFORMED',
    kind: 'invalid',
    message: `${quote(word)} is neither a CWE nor a CAPEC identifier`,
    hint: 'they look like CWE-79 and CAPEC-63; `steward catalog search` takes words',
  })
}

function find<Id extends string>(
  id: Result<Id>,
  catalogueName: 'CWE' | 'CAPEC',
  listing: Listing<Id, Entry>,
  { catalogue, name }: OpenCatalog,
): Result<Shown> {
  if (!id.ok) return id
  const entry = listing.entries.get(id.value)
  const source = sourceOf(catalogueName, listing, name)
  if (entry === undefined) return fail(unknown(id.value, listing.whole, source))
  const children = [...listing.entries.values()].filter(({ parents = [] }) =>
    (parents as readonly string[]).includes(id.value),
  )
  const both: readonly ReadonlyMap<string, Entry>[] = [catalogue.cwe.entries, catalogue.capec.entries]
  const named = (other: string): string =>
    [other, both.map((entries) => entries.get(other)?.name).find((each) => each !== undefined)].join(' ').trim()
  return ok({ entry, source, whole: listing.whole, children, named })
}

function unknown(id: string, whole: boolean, source: string): Fault<'CATALOG_ID_UNKNOWN'> {
  return {
    code: 'CATALOG_ID_UNKNOWN',
    kind: 'absent',
    message: `${id} is not in ${source}`,
    hint: whole
      ? '`steward catalog search` takes words'
      : 'the built-in list lacks categories, views and most of what should not be named; `steward catalog update` reads the whole catalogue',
  }
}

function rowsOf({ entry, source, whole, children, named }: Shown): readonly (readonly string[])[] {
  const { kind, abstraction, deprecated, terms = [], parents = [], description = '' } = entry
  const isWeakness = 'mapping' in entry
  const { suggestions = [], attackPatterns = [] } = isWeakness ? entry : {}
  const weaknesses = isWeakness ? [] : (entry.weaknesses ?? [])
  const rationale = isWeakness ? entry.rationale : undefined
  return [
    row('kind', [
      [kind, abstraction, deprecated ? 'deprecated' : undefined].filter((part) => part !== undefined).join(', '),
    ]),
    row('mapping', isWeakness ? [mappingLine(entry.mapping, whole)] : []),
    row('because', rationale?.split('\n') ?? []),
    row(
      'instead',
      suggestions.map(({ id, comment }) => (comment === undefined ? named(id) : `${named(id)}: ${comment}`)),
    ),
    row('also called', terms),
    row('child of', parents.map(named)),
    row(
      'parent of',
      children.map(({ id }) => named(id)),
    ),
    row('attacked by', attackPatterns.map(named)),
    row('exploits', weaknesses.map(named)),
    row('description', description === '' ? [] : description.split('\n')),
    row('source', [source]),
  ].flat()
}

/** The built-in list does not tell `allowed` from `allowed-with-review`. */
function mappingLine(mapping: Mapping, whole: boolean): string {
  const doubt = mapping === 'allowed' && !whole ? '; some only after review, which the built-in list does not tell' : ''
  return `${mapping}: ${MAPPING_MEANINGS[mapping]}${doubt}`
}

/** A name and its values below each other; nothing where there are none. */
function row(name: string, values: readonly string[]): readonly (readonly string[])[] {
  return values.map((value, i) => [i === 0 ? name : '', value])
}

function jsonOf({ entry, source, children }: Shown): object {
  return { ...entry, children: children.map(({ id }) => id), source }
}
