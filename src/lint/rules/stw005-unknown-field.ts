import type { SchemaError } from '#cve'
import { quote } from '#fault'
import { isObject, type Json, type JsonObject, pointer, pointerParts } from '#json'
import type { Fix, RecordRule, Remark, Report } from '../rule.ts'
import type { RecordSubject } from '../subject.ts'

export const unknownField: RecordRule = {
  code: 'STW005',
  name: 'unknown-field',
  on: 'record',
  level: 'error',
  states: ['published', 'rejected'],
  what: 'Every field is one that the format has. Fields of your own stand in the container and begin with `x_`. In `cpeApplicability` the schema takes any field in silence, and this rule does not. `source` and the `content` of a metric are free.',
  why: 'CVE Services refuse a container with a field that they do not know: most often a known one with a slip of the pen. Where they take it, no reader looks at it.',
  fixes: true,
  example: {
    wrong: { container: { lanternTeam: 'storage' } },
    right: { container: { x_lanternTeam: 'storage' } },
  },

  check(subject, report) {
    for (const error of subject.schemaErrors) {
      if (error.keyword === 'additionalProperties') refused(error, subject, report)
    }
    if (subject.container.cpeApplicability !== undefined) passedOver(subject, report)
  },
}

/** A field that the schema refuses. */
function refused({ at, field = '', message, allowed = [] }: SchemaError, subject: RecordSubject, report: Report): void {
  const object = valueAt(subject.document, at)
  const meant = allowed.find((known) => letters(known) === letters(field))
  const isContainer = at === subject.base || /^\/containers\/adp\/\d+$/.test(at)
  const remark: Remark = { at: at + pointer(field), message: shorter(message) }
  const name = meant ?? (isContainer ? extensionName(field) : undefined)
  if (name !== undefined && !Object.hasOwn(object, name)) {
    report({ ...remark, fix: rename(at, field, name, object) })
  } else {
    report({ ...remark, hint: 'move it into the container, under a name that begins with "x_"' })
  }
}

/** The schema adds what extensions are called; the fix shows it. */
function shorter(message: string): string {
  const end = message.indexOf('; the name of an extension')
  return end < 0 ? message : message.slice(0, end)
}

const ELEMENT_FIELDS: readonly string[] = ['operator', 'negate', 'nodes']
const NODE_FIELDS: readonly string[] = ['operator', 'negate', 'cpeMatch']

/** The official schema forgets to close these two objects. Source: `cpeApplicabilityElement`, `cpe_node`. */
function passedOver({ base, container }: RecordSubject, report: Report): void {
  for (const [i, element] of items(container.cpeApplicability)) {
    const at = `${base}/cpeApplicability/${i}`
    strangers(element, at, ELEMENT_FIELDS, report)
    for (const [j, node] of items(element.nodes)) strangers(node, `${at}/nodes/${j}`, NODE_FIELDS, report)
  }
}

function strangers(object: JsonObject, at: string, known: readonly string[], report: Report): void {
  for (const field of Object.keys(object)) {
    if (known.includes(field)) continue
    const meant = known.find((each) => letters(each) === letters(field) && !Object.hasOwn(object, each))
    report({
      at: at + pointer(field),
      level: 'warning',
      message: `no reader knows the field ${quote(field)} here: the CPE applicability has ${known.join(', ')}`,
      ...(meant !== undefined && { fix: rename(at, field, meant, object) }),
    })
  }
}

function* items(list: Json | undefined): Generator<readonly [number, JsonObject]> {
  if (!Array.isArray(list)) return
  for (const [i, item] of (list as readonly Json[]).entries()) {
    if (isObject(item)) yield [i, item]
  }
}

function rename(at: string, field: string, name: string, object: JsonObject): Fix {
  return {
    does: `renames it ${name}`,
    edits: [
      { op: 'remove', at: at + pointer(field) },
      { op: 'add', at: at + pointer(name), value: object[field] ?? null },
    ],
  }
}

/** A name that the container takes. Source: `patternProperties` of the containers, `^x_[^.]*$`. */
function extensionName(field: string): string {
  const name = field.replaceAll('.', '_')
  return name.startsWith('x_') ? name : `x_${name}`
}

/** What is left of a name when nobody minds its case, hyphens and blanks. */
function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

function valueAt(document: Json, at: string): JsonObject {
  let value: Json | undefined = document
  for (const step of pointerParts(at)) value = (value as Readonly<Record<string, Json>> | undefined)?.[step]
  return isObject(value) ? value : {}
}
