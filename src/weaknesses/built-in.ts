import { type CapecId, type CweId, parseCapecId, parseCweId } from '#ids'
import { CAPEC_LIST } from './capec-list.ts'
import type { AttackPattern, Catalogue, Weakness } from './catalogue.ts'
import { CWE_LIST, CWE_LIST_VERSION } from './cwe-list.ts'

let read: Catalogue | undefined

/**
 * Identifiers, names and mapping of CWE, identifiers and names of CAPEC. Neither is whole: of CWE nearly all weaknesses that may
 * be mapped to are listed and few others; categories, views and deprecated entries are not. `allowed` stands for
 * allowed with review as well. Read at the first call.
 */
export function builtInCatalogue(): Catalogue {
  read ??= {
    cwe: { version: CWE_LIST_VERSION, whole: false, entries: new Map(rowsOf(CWE_LIST).map(weaknessOf)) },
    capec: { whole: false, entries: new Map(rowsOf(CAPEC_LIST).map(attackPatternOf)) },
  }
  return read
}

interface Row {
  readonly number: number
  readonly name: string
  /** `*`: discouraged or prohibited. `~`: the capitals of the name are lost. */
  readonly marks: string
}

/** Lines of `20*~ Name`. The lists are our own: a line of another form is a bug in what made them. */
function rowsOf(list: string): readonly Row[] {
  return list
    .trim()
    .split('\n')
    .map((line) => {
      const [, number, marks, name] = /^(\d+)([*~]*) (.+)$/.exec(line) ?? []
      if (number === undefined || marks === undefined || name === undefined) throw new Error(`a list has ${line}`)
      return { number: Number(number), marks, name }
    })
}

function weaknessOf({ number, name, marks }: Row): readonly [CweId, Weakness] {
  const id = parseCweId(number)
  if (!id.ok) throw new Error(id.fault.message)
  return [
    id.value,
    {
      id: id.value,
      name,
      nameCase: marks.includes('~') ? 'folded' : 'official',
      kind: 'weakness',
      deprecated: false,
      mapping: marks.includes('*') ? 'discouraged-or-prohibited' : 'allowed',
    },
  ]
}

function attackPatternOf({ number, name }: Row): readonly [CapecId, AttackPattern] {
  const id = parseCapecId(number)
  if (!id.ok) throw new Error(id.fault.message)
  return [id.value, { id: id.value, name, nameCase: 'official', kind: 'attack pattern', deprecated: false }]
}
