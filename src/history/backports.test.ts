import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CommitText, commitHash, findBackports, findReverts, type History, parseGraph } from '#history'

/** A history from lines `name parent...`; tips are named after their last commits. */
function historyOf(lines: readonly string[], branches: Readonly<Record<string, string>>): History {
  const names = lines.map((line) => line.split(' ')[0]!)
  const rows = lines.map((line) => {
    const [name = '', ...parents] = line.split(' ')
    return [hashOf(name), ...parents.map((parent) => names.indexOf(parent))].join(' ')
  })
  const tips = Object.entries(branches).map(([branch, name]) => `B ${branch} ${names.indexOf(name)}`)
  const read = parseGraph(`# test\n${[...rows, ...tips].join('\n')}\n`)
  assert(read.ok, read.ok ? '' : read.fault.message)
  return read.value
}

function hashOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(40, '0')
}

// main:  root - fork - fix - next - more
// 3.8:            `- s1 - pick - s2
// 3.7:            `- t1 - t2 - t3
const history = historyOf(
  [
    'root',
    'fork root',
    'fix fork',
    'next fix',
    'more next',
    's1 fork',
    'pick s1',
    's2 pick',
    't1 fork',
    't2 t1',
    't3 t2',
  ],
  { main: 'more', 'origin/main': 'more', '3.8': 's2', 'origin/3.8': 's2', topic: 's2', '3.7': 't3' },
)

function text(name: string, subject: string, rest: Partial<CommitText> = {}): CommitText {
  return { commit: numberOf(name), subject, body: '', ...rest }
}

function numberOf(name: string): number {
  for (let commit = 0; commit < history.size; commit++) if (commitHash(history, commit) === hashOf(name)) return commit
  throw new RangeError(name)
}

function nameOf(commit: number): string {
  return Buffer.from(commitHash(history, commit), 'hex').toString().replaceAll('\0', '')
}

function proposals(wanted: readonly CommitText[], candidates: readonly CommitText[]): string[] {
  return findBackports(history, wanted, candidates).map(
    ({ of, commit, branch, signals }) => `${nameOf(commit)} of ${nameOf(of)} on ${branch}: ${signals.join(', ')}`,
  )
}

const from = (name: string) => ({ body: `(cherry picked from commit ${hashOf(name)})` })
const fix = text('fix', 'gh-1: Fix the lamp (GH-10)')

const cases: readonly [why: string, wanted: CommitText[], candidates: CommitText[], expected: string[]][] = [
  ['nothing in common', [fix], [text('pick', 'Paint the door')], []],
  [
    'a cherry-pick',
    [text('fix', 'Fix')],
    [text('pick', 'Other words', from('fix'))],
    ['pick of fix on 3.8: cherry-picked-from'],
  ],
  [
    'an abbreviated hash',
    [text('fix', 'Fix')],
    [text('pick', 'Other words', { body: `(cherry picked from commit ${hashOf('fix').slice(0, 9)})` })],
    ['pick of fix on 3.8: cherry-picked-from'],
  ],
  [
    'the same patch',
    [text('fix', 'a', { patchId: 'p' })],
    [text('pick', 'b', { patchId: 'p' })],
    ['pick of fix on 3.8: patch-id'],
  ],
  ['no patch-ids are not the same patch-id', [text('fix', 'a')], [text('pick', 'b')], []],
  ['the same subject', [fix], [text('pick', '[3.8] Fix the lamp')], ['pick of fix on 3.8: same-subject']],
  ['no subjects are not the same subject', [text('fix', '[3.8]')], [text('pick', '[3.7]')], []],
  ['the same words about another issue', [fix], [text('pick', 'gh-2: Fix the lamp')], []],
  ['the same issue', [fix], [text('pick', 'gh-1: Do it for the old lamp')], ['pick of fix on 3.8: same-issue']],
  [
    'the same request',
    [fix],
    [text('pick', 'Do it for the old lamp (GH-10) (GH-20)')],
    ['pick of fix on 3.8: same-issue'],
  ],
  [
    'all signals at once, strongest first',
    [text('fix', 'gh-1: Fix the lamp', { patchId: 'p' })],
    [text('pick', '[3.8] gh-1: Fix the lamp', { patchId: 'p', ...from('fix') })],
    ['pick of fix on 3.8: patch-id, cherry-picked-from, same-subject, same-issue'],
  ],
  [
    'the strongest proposal first',
    [fix],
    [text('t1', 'gh-1: Old lamp'), text('pick', 'x', from('fix')), text('t2', 'Fix the lamp')],
    ['pick of fix on 3.8: cherry-picked-from', 't2 of fix on 3.7: same-subject', 't1 of fix on 3.7: same-issue'],
  ],
  [
    'a chain: 3.7 was picked from 3.8, that from main',
    [text('fix', 'a')],
    [text('pick', 'b', from('fix')), text('t1', 'c', from('pick'))],
    ['pick of fix on 3.8: cherry-picked-from', 't1 of fix on 3.7: cherry-picked-from'],
  ],
  [
    'the known one is the backport: its source and its sisters are found',
    [text('pick', 'a', from('fix'))],
    [text('fix', 'b'), text('t1', 'c', from('fix'))],
    ['fix of pick on main: cherry-picked-from', 't1 of pick on 3.7: cherry-picked-from'],
  ],
  [
    'sisters of a commit that is not in the repository',
    [text('pick', 'a', from('private'))],
    [text('t1', 'c', from('private'))],
    ['t1 of pick on 3.7: cherry-picked-from'],
  ],
  [
    'a squashed backport names two commits, which does not make them one change',
    [text('fix', 'a')],
    [text('pick', 'both', { body: `${from('fix').body}\n${from('next').body}` }), text('t1', 'other', from('next'))],
    ['pick of fix on 3.8: cherry-picked-from'],
  ],
  [
    'a squashed backport of two known fixes is proposed for both',
    [text('fix', 'a'), text('next', 'b')],
    [text('pick', 'both', { body: `${from('fix').body}\n${from('next').body}` })],
    ['pick of fix on 3.8: cherry-picked-from', 'pick of next on 3.8: cherry-picked-from'],
  ],
  ['a follow-up on the same line is no backport', [fix], [text('next', 'gh-1: More lamp', from('fix'))], []],
  ['nor is what came before it', [text('next', 'gh-1: More lamp')], [text('fix', 'gh-1: Fix the lamp')], []],
  [
    'a known commit is not proposed',
    [fix, text('pick', 'Fix the lamp', from('fix'))],
    [text('pick', 'Fix the lamp')],
    [],
  ],
  ['a commit is not a backport of itself', [fix], [fix], []],
  [
    'a follow-up on a branch whose backport is known',
    [fix, text('pick', '[3.8] gh-1: Fix the lamp', from('fix'))],
    [text('s2', 'gh-1: More lamp'), text('t1', '[3.7] gh-1: Fix the lamp', from('fix'))],
    ['t1 of fix on 3.7: cherry-picked-from, same-subject, same-issue'],
  ],
  [
    'the second round of a fix on a branch that has the first',
    [fix, text('next', 'gh-1: Fix the rest'), text('pick', '[3.8] gh-1: Fix the lamp', from('fix'))],
    [text('s2', '[3.8] gh-1: Fix the rest', from('next'))],
    ['s2 of next on 3.8: cherry-picked-from, same-subject, same-issue'],
  ],
]
for (const [why, wanted, candidates, expected] of cases) {
  test(`findBackports: ${why}`, () => assert.deepEqual(proposals(wanted, candidates), expected))
}

test('a branch that reaches the commit by first parents is named before one that merged it', () => {
  const merged = historyOf(['root', 'fix root', 'other root', 'm root', 'join m other'], {
    x: 'join',
    longer: 'other',
    main: 'fix',
  })
  const number = (name: string) => merged.byHash.find((commit) => commitHash(merged, commit) === hashOf(name))!
  const found = findBackports(
    merged,
    [{ commit: number('fix'), subject: 'Fix', body: '' }],
    [{ commit: number('other'), subject: 'Fix', body: '' }],
  )
  assert.deepEqual(
    found.map(({ branch }) => branch),
    ['longer'],
  )
})

test('reverts are told apart from backports', () => {
  const texts = [
    text('next', 'Revert "Fix the lamp"', { body: `This reverts commit ${hashOf('fix')}.` }),
    text('pick', 'Fix', from('fix')),
  ]
  assert.deepEqual(findReverts(texts), [{ commit: numberOf('next'), reverts: hashOf('fix') }])
})
