import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AUDIT_ACTIONS } from '#desk/store'
import { AUDIT_KINDS, type AuditKind, actionsOf, actionsSaying, kindOf } from './kinds.ts'

test('every act is of one kind, and no kind is empty', () => {
  for (const action of Object.keys(AUDIT_ACTIONS)) assert.notEqual(kindOf(action), undefined, action)
  for (const kind of AUDIT_KINDS) assert(actionsOf(kind).length > 0, kind)
})

const kinds: readonly [why: string, action: string, kind: AuditKind | undefined][] = [
  ['a change of the facts', 'vulnerability.edit', 'facts'],
  ['reading is not changing', 'vulnerability.read', 'reading'],
  ['whatever was read', 'review.read', 'reading'],
  ['a template belongs to its project', 'template.edit', 'projects'],
  ['an act of another desk', 'kettle.boil', undefined],
  ['a name that every object has', 'constructor.call', undefined],
]
for (const [why, action, kind] of kinds) test(`kind: ${why}`, () => assert.equal(kindOf(action), kind))

test('acts are found by the words that people read', () => {
  assert.deepEqual(actionsSaying('ASKED FOR REVIEW'), ['review.request'])
  assert.deepEqual(actionsSaying('nothing of the kind'), [])
})
