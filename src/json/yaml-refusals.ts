import {
  isAlias,
  isMap,
  isScalar,
  type Pair,
  type Scalar,
  visit,
  type YAMLMap,
  type Document as YamlDocument,
} from 'yaml'
import { type Fault, type Place, quote } from '#fault'
import { keyText, startOf } from './yaml-value.ts'

/** Faults that are told of one document. */
const MOST_FAULTS = 100

const CORE = 'tag:yaml.org,2002:'

/** The tags of JSON values; every other one makes something that JSON does not have. */
const TAGS = new Set(['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `${CORE}${name}`))

/** What YAML allows and a file of facts does not, in the order of the text. */
export function refusedYaml(document: YamlDocument.Parsed, placeOf: (offset: number) => Place): readonly Fault[] {
  const faults: Fault[] = []
  const refuse = (code: string, node: unknown, detail: string, hint: string): void => {
    if (faults.length >= MOST_FAULTS) return
    const place = placeOf(startOf(node) ?? 0)
    faults.push({ code, kind: 'invalid', message: `cannot read as YAML: ${detail}`, place, hint })
  }
  visit(document, {
    Node(_key, node) {
      if (faults.length >= MOST_FAULTS) return visit.BREAK
      if (isAlias(node) || node.anchor !== undefined) {
        refuse('YAML_ALIAS', node, 'anchors and aliases are not allowed', 'write the value out')
        return visit.SKIP
      }
      if (node.tag !== undefined && !TAGS.has(node.tag)) {
        refuse('YAML_TAG', node, `the tag ${quote(node.tag.replace(CORE, '!!'))} is not allowed`, 'remove the tag')
        return visit.SKIP
      }
      if (isMap(node)) refuseKeys(node, refuse)
      else if (isScalar(node)) refuseScalar(node, refuse)
      return undefined
    },
  })
  return faults.toSorted((a, b) => comparePlaces(a.place, b.place))
}

type Refuse = (code: string, node: unknown, detail: string, hint: string) => void

function refuseKeys({ items }: YAMLMap, refuse: Refuse): void {
  const seen = new Set<string>()
  for (const { key } of items as readonly Pair[]) {
    if (!isScalar(key)) {
      // An alias is refused as such when its turn comes.
      if (!isAlias(key)) refuse('YAML_KEY', key, 'a key must be plain text', 'write the key as one word')
      continue
    }
    const text = keyText(key)
    if (text === '__proto__') refuse('YAML_KEY', key, 'the key "__proto__" is not allowed', 'remove it')
    if (seen.has(text)) {
      refuse('YAML_DUPLICATE_KEY', key, `the key ${quote(text)} stands twice in one object`, 'keep one of them')
    }
    seen.add(text)
  }
}

function refuseScalar(node: Scalar, refuse: Refuse): void {
  const { value, source = '' } = node
  if (typeof value === 'string') {
    if (!value.isWellFormed()) {
      refuse('YAML_LONE_SURROGATE', node, `${quote(value)} holds half of a surrogate pair`, 'write the whole character')
    }
  } else if (typeof value === 'number' && String(value) !== source) {
    const written = source.length > 60 ? `${source.slice(0, 60)}...` : source
    const hint = source.length > 60 ? 'quote it' : `quote it: '${source}'`
    refuse('YAML_NUMBER', node, `${written} is a number in YAML and would become ${value}`, hint)
  }
}

function comparePlaces(a: Place = {}, b: Place = {}): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)
}
