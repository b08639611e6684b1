import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Actor,
  mayDo,
  mayDoSomewhere,
  type Operation,
  type Permission,
  type PersonActor,
  permit,
  projectsOf,
  projectsWhere,
  type Resource,
  type Role,
  type TokenScope,
} from '#desk/people'

function person(foundation: readonly Role[], projects: Record<string, readonly Role[]> = {}): PersonActor {
  return { kind: 'person', person: 'ada', name: 'Ada', session: 's', foundation, projects }
}

function token(scope: Partial<TokenScope>, owner: PersonActor): Actor {
  const { session: _, ...grants } = owner
  return {
    ...grants,
    kind: 'token',
    token: 't',
    scope: { projects: 'all', verbs: ['read'], embargoed: false, ...scope },
  }
}

const editorOfLantern = person([], { lantern: ['editor'] })
const everywhere = person(['viewer', 'coordinator', 'editor', 'reviewer', 'operator', 'administrator'])
const embargo = (...knownTo: readonly string[]): Resource => ({ project: 'lantern', embargoed: true, knownTo })

const cases: readonly [why: string, actor: Actor, operation: Operation, on: Resource, expected: Permission][] = [
  ['a role in the project counts', editorOfLantern, 'vulnerability.edit', { project: 'lantern' }, 'allowed'],
  ['not in another, which is not even there', editorOfLantern, 'vulnerability.read', { project: 'ember' }, 'absent'],
  ['what the role lacks is refused openly', editorOfLantern, 'publication.start', { project: 'lantern' }, 'refused'],
  [
    'a role of the foundation counts in each project',
    person(['editor']),
    'vulnerability.edit',
    { project: 'x' },
    'allowed',
  ],
  ['a project role is no role of the foundation', person([], { x: ['administrator'] }), 'people.manage', {}, 'refused'],
  ['nor by naming the project', person([], { x: ['administrator'] }), 'people.manage', { project: 'x' }, 'refused'],
  ['embargoed: on the list', editorOfLantern, 'vulnerability.edit', embargo('ada'), 'allowed'],
  ['embargoed: not on the list, every role', everywhere, 'vulnerability.read', embargo('bob'), 'absent'],
  ['embargoed without a list is known to nobody', everywhere, 'vulnerability.read', { embargoed: true }, 'absent'],
  ['the list gives no role', person([], { lantern: ['viewer'] }), 'vulnerability.edit', embargo('ada'), 'refused'],
  [
    'the list opens no foreign project',
    person([], { ember: ['editor'] }),
    'vulnerability.read',
    embargo('ada'),
    'absent',
  ],
  ['the author does not approve', everywhere, 'review.approve', { project: 'x', changedBy: ['ada'] }, 'refused'],
  ['another reviewer does', everywhere, 'review.approve', { project: 'x', changedBy: ['bob'] }, 'allowed'],
  ['an administrator alone does not approve', person(['administrator']), 'review.approve', { project: 'x' }, 'refused'],
  ['nor publish', person(['administrator']), 'publication.start', { project: 'x' }, 'refused'],
  ['a person without a role sees no project', person([]), 'project.read', { project: 'lantern' }, 'absent'],
  ['a name of every object is no project', editorOfLantern, 'project.read', { project: 'constructor' }, 'absent'],
  ['every token reads', token({ verbs: ['publish'] }, everywhere), 'vulnerability.read', { project: 'x' }, 'allowed'],
  ['a token does not write with "read"', token({}, everywhere), 'vulnerability.edit', { project: 'x' }, 'refused'],
  [
    'a token sees its projects only',
    token({ projects: ['y'] }, everywhere),
    'vulnerability.read',
    { project: 'x' },
    'absent',
  ],
  [
    'a token has no more than its person',
    token({ verbs: ['publish'] }, editorOfLantern),
    'publication.start',
    { project: 'lantern' },
    'refused',
  ],
  ['nor other projects', token({ projects: ['x'] }, editorOfLantern), 'vulnerability.read', { project: 'x' }, 'absent'],
  [
    'embargoed things need the word in the scope',
    token({}, everywhere),
    'vulnerability.read',
    embargo('ada'),
    'absent',
  ],
  [
    'and the person on the list',
    token({ embargoed: true }, everywhere),
    'vulnerability.read',
    embargo('bob'),
    'absent',
  ],
  ['with both it reads', token({ embargoed: true }, everywhere), 'vulnerability.read', embargo('ada'), 'allowed'],
  [
    'a token of one project does nothing to the foundation',
    token({ projects: ['x'], verbs: ['administer'] }, everywhere),
    'people.manage',
    {},
    'refused',
  ],
  ['a token of all does', token({ verbs: ['administer'] }, everywhere), 'people.manage', {}, 'allowed'],
  [
    'nothing is kept from Steward itself',
    { kind: 'system', name: 'worker' },
    'vulnerability.edit',
    embargo('bob'),
    'allowed',
  ],
]
for (const [why, actor, operation, on, expected] of cases) {
  test(`mayDo: ${why}`, () => assert.equal(mayDo(actor, operation, on), expected))
}

test('what may not be known and what is not there are told with the same words', () => {
  const hidden = permit(everywhere, 'vulnerability.read', embargo('bob'), 'vulnerability "LSF-2030-4"')
  assert(!hidden.ok)
  assert.deepEqual(hidden.fault, {
    code: 'NOTHING_THERE',
    kind: 'absent',
    message: 'cannot find vulnerability "LSF-2030-4"',
  })
})

test('a door asks whether an operation is possible anywhere', () => {
  assert.equal(mayDoSomewhere(editorOfLantern, 'vulnerability.edit'), true)
  assert.equal(mayDoSomewhere(editorOfLantern, 'publication.start'), false)
  assert.equal(mayDoSomewhere(person([]), 'home.read'), false)
  const ofOneProject = token({ projects: ['lantern'], verbs: ['write'] }, everywhere)
  assert.equal(mayDoSomewhere(ofOneProject, 'vulnerability.edit'), true, 'by the role of its person in the foundation')
  assert.equal(mayDoSomewhere(ofOneProject, 'review.approve'), false)
})

test('a list has the projects in which its operation is allowed', () => {
  const mixed = person([], { lantern: ['viewer'], kiln: ['coordinator'] })
  assert.deepEqual(projectsWhere(mixed, 'case.read'), ['kiln'])
  assert.deepEqual(projectsWhere(mixed, 'vulnerability.read'), ['lantern', 'kiln'])
  assert.equal(projectsWhere(everywhere, 'case.read'), 'all')
  const beside = person(['viewer'], { kiln: ['editor'] })
  assert.deepEqual(projectsWhere(beside, 'case.read'), ['kiln'], 'a viewer of the foundation, with more in one project')
  assert.equal(projectsWhere(beside, 'vulnerability.read'), 'all')
  assert.deepEqual(projectsWhere(person(['viewer']), 'case.read'), [])
  const ofTwo = token({ projects: ['lantern', 'kiln'], verbs: ['write'] }, beside)
  assert.deepEqual(projectsWhere(ofTwo, 'vulnerability.read'), ['lantern', 'kiln'])
  assert.deepEqual(projectsWhere(ofTwo, 'case.read'), ['kiln'])
  assert.equal(projectsWhere({ kind: 'system', name: 'steward' }, 'case.read'), 'all')
})

test('projects of a token are those that its scope and its person have in common', () => {
  assert.deepEqual(projectsOf(token({ projects: ['lantern', 'ember'] }, editorOfLantern)), ['lantern'])
  assert.deepEqual(projectsOf(token({ projects: ['lantern'] }, everywhere)), ['lantern'])
  assert.equal(projectsOf(token({}, everywhere)), 'all')
  assert.deepEqual(projectsOf(person([], { empty: [] })), [])
})
