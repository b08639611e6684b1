import type { ExpressionBuilder } from 'kysely'
import { containing, toColumn } from './columns.ts'
import type { Tables } from './tables.ts'

type Builder = ExpressionBuilder<Tables, 'case'>
type Condition = ReturnType<Builder['or']>

/** Whether the case holds the text, has it as its number, or names a vulnerability of it or of `about`. */
export function fitsText(eb: Builder, text: string, about: string | undefined): Condition {
  return eb.or([
    containing(eb.ref('title'), text),
    containing(eb.ref('reporter'), text),
    ...isNumber(eb, text),
    namesVulnerability(eb, text),
    ...(about === undefined ? [] : [namesVulnerability(eb, about)]),
  ])
}

/** Whether it disputes the record of this CVE ID, or of the vulnerability with this identifier. */
export function disputesRecord(eb: Builder, name: string): Condition {
  // Quotation marks within a text of JSON are escaped, so that what somebody claims never looks like a key.
  const of = (key: 'vulnerability' | 'cve') => containing(eb.ref('dispute'), `"${key}":${toColumn(name)}`)
  return eb.or([of('vulnerability'), of('cve')])
}

function namesVulnerability(eb: Builder, name: string): Condition {
  const is = (column: 'vulnerability' | 'duplicate_of') => eb(eb.fn<string>('lower', [column]), '=', name.toLowerCase())
  return eb.or([is('vulnerability'), is('duplicate_of'), disputesRecord(eb, name)])
}

/** `lantern-0192`. Nine digits are what an integer column holds for certain. */
function isNumber(eb: Builder, text: string): readonly Condition[] {
  const [, project, number] = /^(.+)-(\d{1,9})$/.exec(text) ?? []
  if (project === undefined) return []
  return [eb.and([eb('project', '=', project.toLowerCase()), eb('number', '=', Number(number))])]
}
