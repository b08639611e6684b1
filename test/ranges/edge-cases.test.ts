import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderPage } from '#advisory'
import { parseCveRecord } from '#cve'
import type { Json } from '#json'
import { type Conflict, describeReason, rangesOf } from '#vulnerability'
import { git } from '../worlds/repository.ts'
import {
  block,
  branches,
  changed,
  codes,
  type Desk,
  desk,
  entry,
  events,
  line,
  NOW,
  only,
  ranges,
  statuses,
} from './desk.ts'

/*
 * What happens to affected ranges in the life of a project with release branches. Every case is a small repository made by git,
 * read through the real adapters and taken through the desk; the numbers are those of the list of edge cases that this was
 * designed from.
 */

/** The reason of one release, in words. */
async function why(here: Desk, version: string): Promise<string> {
  const found = (await here.assess()).releases.find(({ release }) => release.version.text === version)
  assert(found !== undefined, `there is no release ${version}`)
  return describeReason(found.reason)
}

async function conflict(here: Desk, code: string): Promise<Conflict> {
  const found = (await here.assess()).conflicts.find((each) => each.code === code)
  assert(found !== undefined, `no conflict ${code}`)
  return found
}

/** 3.12.0 has the bug; the fix is on the branch and not released. */
function unreleasedFix(fields = branches('3.12')): Desk {
  const here = desk(fields, [...line('main', undefined, 'start', 'bug'), ...line('3.12', 'bug', '12.0', 'fix')], {
    tags: { 'v3.12.0': '12.0' },
  })
  here.facts({ introduced: ['@bug'], fixes: [{ branch: '3.12', commits: ['@fix'] }] })
  return here
}

test('1: a bound that slipped moves to the next release, and says so', async () => {
  const here = unreleasedFix()
  const first = only(await here.apply())
  assert.equal(first.state, 'new')
  assert.deepEqual(block(here.cve()), [entry('0', '3.12.1')])
  assert.match(here.read('advisories/LSF-2030-1.md'), /provisional:\n {2}- branch: '3\.12'\n {4}version: 3\.12\.1\n/)
  assert.deepEqual(codes(await here.assess()), [])

  // 3.12.1 comes out in a hurry, from 3.12.0 and not from the tip of the branch.
  here.more(line('hurry', '12.0', 'other'), { tags: { 'v3.12.1': 'other' } })
  assert.deepEqual(codes(await here.assess()), ['error BOUND_SLIPPED'])
  const slipped = only(await here.apply())
  assert.equal(slipped.state, 'change')
  assert.deepEqual(
    slipped.outcomes.map(({ provisional, outcome, now }) => [provisional.version, outcome, now]),
    [['3.12.1', 'slipped', '3.12.2']],
  )
  assert.deepEqual(changed(slipped), ['3.12.1 unaffected -> affected'])
  assert.deepEqual([slipped.before, slipped.after], [['0 < 3.12.1'], ['0 < 3.12.2']])
  assert.deepEqual(block(here.cve()), [entry('0', '3.12.2')])
  assert.deepEqual(codes(await here.assess()), [], 'it is said once')

  here.more([{ id: '12.2', on: '3.12', parents: ['fix'] }], { tags: { 'v3.12.2': '12.2' } })
  const confirmed = only(await here.apply())
  assert.deepEqual(
    confirmed.outcomes.map(({ outcome, now }) => [outcome, now]),
    [['confirmed', '3.12.2']],
  )
  assert.deepEqual(block(here.cve()), [entry('0', '3.12.2')])
  assert.doesNotMatch(here.read('advisories/LSF-2030-1.md'), /provisional/)
  assert.equal(ranges(await here.assess()), '0 .. 3.12.2')
})

test('2: the fix comes out under another number than was planned', async (t) => {
  const outcomes = async (here: Desk): Promise<readonly unknown[]> =>
    only(await here.apply()).outcomes.map(({ provisional, outcome, now }) => [provisional.version, outcome, now])

  await t.test('a number is skipped', async () => {
    const here = unreleasedFix()
    await here.apply()
    here.more([{ id: '12.2', on: '3.12', parents: ['fix'] }], { tags: { 'v3.12.2': '12.2' } })
    assert.deepEqual(await outcomes(here), [['3.12.1', 'renumbered', '3.12.2']])
    assert.deepEqual(block(here.cve()), [entry('0', '3.12.2')])
  })

  await t.test('one more release candidate that nobody planned', async () => {
    const here = desk(
      "branches: [{ name: '3.13', lifecycle: prerelease, next: 3.13.0 }]\n",
      line('3.13', undefined, 'bug', 'fix'),
      { tags: { 'v3.13.0rc2': 'bug' } },
    )
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix'] }] })
    await here.apply()
    assert.deepEqual(block(here.cve()), [entry('0', '3.13.0')])
    here.more([], { tags: { 'v3.13.0rc3': 'fix' } })
    assert.deepEqual(await outcomes(here), [['3.13.0', 'renumbered', '3.13.0rc3']])
    assert.deepEqual(block(here.cve()), [entry('0', '3.13.0rc3')])
  })

  await t.test('an emergency takes the planned number, the fix the one after it', async () => {
    const here = unreleasedFix("branches: [{ name: '3.12', next: 3.12.5 }]\n")
    await here.apply()
    here.more(line('hurry', '12.0', 'other'), { tags: { 'v3.12.5': 'other' } })
    assert.deepEqual(await outcomes(here), [['3.12.5', 'slipped', '3.12.6']])
    assert.deepEqual(block(here.cve()), [entry('0', '3.12.6')])
  })

  await t.test('another spelling of the planned number is the same release', async () => {
    const here = unreleasedFix("branches: [{ name: '3.12', next: 3.12.1 }]\n")
    await here.apply()
    here.more([], { tags: { 'v3.12.1.0': 'fix' } })
    assert.deepEqual(await outcomes(here), [['3.12.1', 'confirmed', '3.12.1.0']])
  })
})

test('3: a fix that only the release branch has', async (t) => {
  const cut = [...line('main', undefined, 'start', 'bug', 'opens-3.14'), ...line('3.13', 'bug', 'rc1', 'fix', 'final')]

  await t.test(
    'made after the release candidate was cut, and not on main: the next feature release has the bug',
    async () => {
      const here = desk(`${branches('3.13')}  - { name: main, series: '3.14' }\n`, cut, {
        tags: { 'v3.13.0rc1': 'rc1', 'v3.13.0': 'final' },
      })
      here.facts({ introduced: ['@bug'], fixes: [{ branch: '3.13', commits: ['@fix'] }] })
      assert.equal(ranges(await here.assess()), '0 .. 3.13.0')
      // Before main has any release there is no range to see it by.
      assert.deepEqual(codes(await here.assess()), ['notice SUPPORTED_UNFIXED'])
      assert.match((await conflict(here, 'SUPPORTED_UNFIXED')).message, /not on main, which still gets releases/)

      here.more([], { tags: { 'v3.14.0a1': 'opens-3.14' } })
      assert.equal(statuses(await here.assess()), 'affected 3.13.0rc1 | fixed 3.13.0 | affected 3.14.0a1')
      assert.equal(ranges(await here.assess()), '0 .. 3.13.0, 3.14.0a1 .. *')
      await here.apply()
      assert.deepEqual(block(here.cve()), [entry('0', '3.13.0'), entry('3.14.0a1', '*')])
      assert.equal(events(here.osv(), 'ECOSYSTEM'), 'introduced 0, fixed 3.13.0, introduced 3.14.0a1')
      assert.deepEqual(codes(await here.assess()), ['notice SUPPORTED_UNFIXED'])
    },
  )

  await t.test('a person says that main is not affected', async () => {
    const here = desk(`${branches('3.13')}  - { name: main, series: '3.14' }\n`, cut, {
      tags: { 'v3.13.0rc1': 'rc1', 'v3.13.0': 'final' },
    })
    const override = { branch: 'main', status: 'unaffected', reason: 'rewritten', author: 'Ada', date: '2030-02-01' }
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix'] }], overrides: [override] })
    assert.deepEqual(codes(await here.assess()), ['notice OVERRIDE_NO_RELEASE'])
  })

  await t.test('picked onto a tag that main never sees, as curl 7.42.1 and OpenSSL in CVE-2022-2274', async () => {
    const story = [...line('main', undefined, 'bug', '42.0', 'fix', '43.0'), ...line('patch', '42.0', 'picked')]
    const here = desk('series-numbers: 0\nbranches: [{ name: main }]\n', story, {
      tags: { 'v7.42.0': '42.0', 'v7.42.1': 'picked', 'v7.43.0': '43.0' },
    })
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix'] }] })
    assert.equal(statuses(await here.assess()), 'affected 7.42.0 7.42.1 | fixed 7.43.0', 'without the twin')
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix'] }, { commits: ['@picked'] }] })
    assert.equal(statuses(await here.assess()), 'affected 7.42.0 | fixed 7.42.1 7.43.0')
    await here.apply()
    const [bug, fix, picked] = ['bug', 'fix', 'picked'].map(here.hash)
    assert.equal(events(here.osv(), 'GIT'), `introduced ${bug}, fixed ${fix}, fixed ${picked}`)
  })
})

test('4: a branch cut after the fix has no entry, one cut before needs its own fix', async () => {
  const story = [
    ...line('main', undefined, 'bug', 'opens-3.13', 'fix', 'opens-3.14'),
    ...line('3.12', 'bug', '12.0'),
    ...line('3.13', 'opens-3.13', '13.0', '13.1'),
    ...line('3.14', 'opens-3.14', '14.0'),
  ]
  const tags = { 'v3.12.0': '12.0', 'v3.13.0': '13.0', 'v3.13.1': '13.1', 'v3.14.0': '14.0' }
  const here = desk(branches('3.12', '3.13', '3.14'), story, { tags })
  here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix'] }] })
  assert.equal(statuses(await here.assess()), 'affected 3.12.0 3.13.0 3.13.1 | fixed 3.14.0')
  assert.equal(ranges(await here.assess()), '0 .. 3.14.0')
  assert.deepEqual(
    (await here.assess()).branches.map(({ branch, affected, fixedIn }) => [
      branch,
      affected?.last.version.text,
      fixedIn?.version.text,
    ]),
    [
      ['3.12', '3.12.0', undefined],
      ['3.13', '3.13.1', undefined],
      ['3.14', undefined, '3.14.0'],
    ],
  )

  here.more([{ id: 'fix-13', on: '3.13', parents: ['13.1'] }], { tags: { 'v3.13.2': 'fix-13' } })
  here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix'] }, { branch: '3.13', commits: ['@fix-13'] }] })
  await here.apply()
  assert.deepEqual(block(here.cve()), [entry('0', '3.13.2')], '3.12 flows into 3.13, and 3.14 has no entry')
  assert.equal(events(here.osv(), 'ECOSYSTEM'), 'introduced 0, fixed 3.13.2')
  assert.deepEqual(codes(await here.assess()), ['notice SUPPORTED_UNFIXED'])
})

test('5: a branch that ended without a fix stays in the run, and no bound is made up for it', async (t) => {
  const story = [
    ...line('main', undefined, 'start'),
    ...line('3.8', 'start', '8.0', '8.1-fix'),
    ...line('3.9', 'start', '9.0', '9.1'),
    ...line('3.10', 'start', '10.0', '10.1-fix'),
  ]
  const tags = {
    'v3.8.0': '8.0',
    'v3.8.1': '8.1-fix',
    'v3.9.0': '9.0',
    'v3.9.1': '9.1',
    'v3.10.0': '10.0',
    'v3.10.1': '10.1-fix',
  }
  const ended = "  - { name: '3.9', lifecycle: end-of-life, end-of-life: 2029-10-01 }\n"

  await t.test('between two branches with a fix', async () => {
    const here = desk(`${branches('3.8')}${ended}  - name: '3.10'\n`, story, { tags })
    here.facts({ introduced: '0', fixes: [{ commits: ['@8.1-fix'] }, { commits: ['@10.1-fix'] }] })
    await here.apply()
    assert.deepEqual(block(here.cve()), [entry('0', '3.8.1'), entry('3.9.0', '3.10.1')])
    const assessment = await here.assess()
    assert.deepEqual(codes(assessment), [], 'nobody waits for a fix on a branch that ended')
    const [, nine] = assessment.branches
    assert.equal(nine?.why, 'bug present since 3.9.0; unfixed, end of life since 2029-10')
    assert.equal(nine?.fixedIn, undefined)
    const project = (await here.assessed()).workspace.project
    const page = renderPage(project, assessment, rangesOf(assessment, 'first-prerelease'), { now: NOW, public: true })
    assert(page.ok, JSON.stringify(page))
    assert.match(page.value, /3\.9.*No fixed release.*End of life since 1 Oct 2029/)
  })

  await t.test('as the newest branch: the range has no end', async () => {
    const without = { 'v3.8.0': '8.0', 'v3.8.1': '8.1-fix', 'v3.9.0': '9.0', 'v3.9.1': '9.1' }
    const here = desk(`${branches('3.8')}${ended}`, story, { tags: without })
    here.facts({ introduced: '0', fixes: [{ commits: ['@8.1-fix'] }] })
    await here.apply()
    assert.deepEqual(block(here.cve()), [entry('0', '3.8.1'), entry('3.9.0', '*')])
    assert.equal(events(here.osv(), 'ECOSYSTEM'), 'introduced 0, fixed 3.8.1, introduced 3.9.0')
  })
})

test('6: a security release of sources only is a release, and the advisory says what it is', async () => {
  const here = desk(
    `${branches('3.8')}releases: [{ version: 3.8.1, source-only: true }]\n`,
    line('3.8', undefined, 'bug', 'fix'),
    { tags: { 'v3.8.0': 'bug', 'v3.8.1': 'fix' } },
  )
  here.facts({ introduced: '0', fixes: [{ commits: ['@fix'] }] })
  const assessment = await here.assess()
  assert.equal(statuses(assessment), 'affected 3.8.0 | fixed 3.8.1')
  assert.equal(assessment.fixed[0]?.sourceOnly, true)
  const { project } = (await here.assessed()).workspace
  const page = renderPage(project, assessment, rangesOf(assessment, 'first-prerelease'), { now: NOW, public: true })
  assert(page.ok)
  assert.match(page.value, /`3\.8\.1` is published as source code only/)
})

test('7: a backport that was reverted', async (t) => {
  const story = line('3.12', undefined, 'bug', 'fix', 'out', 'revert', 'again')
  const tags = { 'v3.12.0': 'bug', 'v3.12.1': 'fix', 'v3.12.2': 'revert' }
  const facts = { introduced: ['@bug'], fixes: [{ branch: '3.12', commits: ['@fix'] }] }
  const reverts = [{ commit: '@revert', of: '@fix' }]

  await t.test('after its release: that one is fixed, the next one is not, and the branch has no fix', async () => {
    const here = desk(branches('3.12'), line('3.12', undefined, 'bug', 'fix', 'out', 'revert'), { tags })
    here.facts({ ...facts, reverts })
    const assessment = await here.assess()
    assert.equal(statuses(assessment), 'affected 3.12.0 | fixed 3.12.1 | affected 3.12.2')
    assert.match(await why(here, '3.12.2'), /^the fix \w{12} was reverted by \w{12}$/)
    assert.equal(ranges(assessment), '0 .. 3.12.1, 3.12.2 .. *')
    assert.deepEqual(assessment.fixed, [], 'nobody may be told to go to 3.12.1 and stay on the branch')
    await here.apply()
    const [bug, fix, revert] = ['bug', 'fix', 'revert'].map(here.hash)
    assert.equal(events(here.osv(), 'GIT'), `introduced ${bug}, introduced ${revert}, fixed ${fix}`)
  })

  await t.test('before its release: the promised bound is withdrawn', async () => {
    const here = desk(branches('3.12'), line('3.12', undefined, 'bug', 'fix'), { tags: { 'v3.12.0': 'bug' } })
    here.facts(facts)
    await here.apply()
    assert.deepEqual(block(here.cve()), [entry('0', '3.12.1')])
    here.more([{ id: 'revert', on: '3.12', parents: ['fix'] }])
    const file = here.read('advisories/LSF-2030-1.md')
    here.write(
      'advisories/LSF-2030-1.md',
      file.replace(
        'provisional:',
        `reverts: [{ commit: ${here.hash('revert')}, of: ${here.hash('fix')} }]\nprovisional:`,
      ),
    )
    const { outcomes } = only(await here.apply())
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['withdrawn'],
    )
    assert.deepEqual(block(here.cve()), [entry('0', '*')])
  })

  await t.test('and applied again as a new commit: a group of its own', async () => {
    const here = desk(branches('3.12'), story, { tags: { ...tags, 'v3.12.3': 'again' } })
    here.facts({ ...facts, fixes: [...facts.fixes, { commits: ['@again'] }], reverts })
    const assessment = await here.assess()
    assert.equal(statuses(assessment), 'affected 3.12.0 | fixed 3.12.1 | affected 3.12.2 | fixed 3.12.3')
    assert.equal(ranges(assessment), '0 .. 3.12.1, 3.12.2 .. 3.12.3')
    assert.deepEqual(
      assessment.fixed.map(({ version }) => version.text),
      ['3.12.3'],
    )
    await here.apply()
    assert.deepEqual(block(here.cve()), [entry('0', '3.12.1'), entry('3.12.2', '3.12.3')])
  })

  await t.test('and applied again by reverting the revert', async () => {
    const here = desk(branches('3.12'), story, { tags: { ...tags, 'v3.12.3': 'again' } })
    here.facts({ ...facts, reverts: [...reverts, { commit: '@again', of: '@revert' }] })
    const assessment = await here.assess()
    assert.equal(statuses(assessment), 'affected 3.12.0 | fixed 3.12.1 | affected 3.12.2 | fixed 3.12.3')
    assert.deepEqual(codes(assessment), [])
    const [bug, fix, revert, again] = ['bug', 'fix', 'revert', 'again'].map(here.hash)
    assert.deepEqual(assessment.git, { introduced: [bug, revert], fixed: [fix, again] })
  })

  await t.test('on one branch only: the others keep their fix', async () => {
    const two = [...line('main', undefined, 'bug', 'fix'), ...line('3.12', 'fix', '12.1', 'revert')]
    const here = desk(branches('3.12', '3.13'), two, {
      tags: { 'v3.12.0': 'bug', 'v3.12.1': '12.1', 'v3.12.2': 'revert', 'v3.13.0': 'fix' },
    })
    here.facts({ ...facts, reverts })
    assert.equal(statuses(await here.assess()), 'affected 3.12.0 | fixed 3.12.1 | affected 3.12.2 | fixed 3.13.0')
  })
})

test('8: the first fix was not the whole of it', async (t) => {
  const story = line('3.12', undefined, 'bug', 'fix1', '12.1', 'fix2')
  const tags = { 'v3.12.0': 'bug', 'v3.12.1': '12.1', 'v3.12.2': 'fix2' }
  const published = async (): Promise<Desk> => {
    const here = desk(branches('3.12'), story, { tags: { 'v3.12.0': 'bug', 'v3.12.1': '12.1' } })
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix1'] }] })
    await here.apply()
    assert.deepEqual(block(here.cve()), [entry('0', '3.12.1')])
    return here
  }

  await t.test('a second round: both commits are required from now on', async () => {
    const here = await published()
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix1', '@fix2'] }] })
    const plan = only(await here.apply())
    assert.deepEqual(changed(plan), ['3.12.1 unaffected -> affected'])
    assert.match(plan.versions[0]!.why, /^\w{12} is there, \w{12} is missing: both are required$/)
    assert.deepEqual(block(here.cve()), [entry('0', '3.12.2')], 'provisional')
    here.more([], { tags: { 'v3.12.2': 'fix2' } })
    assert.equal(only(await here.apply()).outcomes[0]?.outcome, 'confirmed')
    assert.equal(events(here.osv(), 'GIT'), `introduced ${here.hash('bug')}, fixed ${here.hash('fix2')}`)
  })

  await t.test('the commits were the wrong ones: they are replaced', async () => {
    const here = await published()
    here.more([], { tags })
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix2'] }] })
    const plan = only(await here.apply())
    assert.deepEqual(changed(plan), ['3.12.1 unaffected -> affected'])
    assert.match(plan.versions[0]!.why, /and no fix$/)
    assert.deepEqual(block(here.cve()), [entry('0', '3.12.2')])
    assert.doesNotMatch(JSON.stringify(here.cve()), new RegExp(here.hash('fix1')))
  })

  await t.test('two required commits on two lines of work: fixed where they meet', async () => {
    const apart = [
      ...line('main', undefined, 'bug', 'fix1'),
      ...line('topic', 'bug', 'fix2'),
      { id: 'meet', on: 'main', parents: ['fix1', 'fix2'] },
    ]
    const here = desk(branches('3.12'), apart, {
      tags: { 'v3.12.0': 'bug', 'v3.12.1': 'fix1', 'v3.12.2': 'fix2', 'v3.12.3': 'meet' },
    })
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix1', '@fix2'] }] })
    assert.equal(statuses(await here.assess()), 'affected 3.12.0 3.12.1 3.12.2 | fixed 3.12.3')
    await here.apply()
    // Either commit alone would tell a reader of the GIT range that 3.12.1 or 3.12.2 is safe.
    assert.equal(events(here.osv(), 'GIT'), `introduced ${here.hash('bug')}, fixed ${here.hash('meet')}`)
  })

  await t.test('an alternative that lacks a commit does not undo one that is whole', async () => {
    const here = desk(branches('3.12'), story, { tags })
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix1', '@fix2'] }, { commits: ['@fix1'] }] })
    assert.equal(statuses(await here.assess()), 'affected 3.12.0 | fixed 3.12.1 3.12.2')
  })
})

test('9: the fix is in another repository', async () => {
  const here = desk(
    branches('3.12', '3.13'),
    [...line('main', undefined, 'bug', 'next'), ...line('3.12', 'bug', '12.1')],
    {
      tags: { 'v3.12.0': 'bug', 'v3.12.1': '12.1', 'v3.13.0': 'next' },
    },
  )
  const fixes = [{ commits: ['a'.repeat(40)], repository: 'https://git.example/lantern-windows' }]
  here.facts({ introduced: '0', fixes })
  assert.equal(statuses(await here.assess()), 'affected 3.12.0 3.12.1 3.13.0')
  assert.match(
    await why(here, '3.13.0'),
    /^the fix is in https:\/\/git\.example\/lantern-windows, of which git here knows nothing$/,
  )
  assert.deepEqual(codes(await here.assess()), ['question FIX_ELSEWHERE'])

  const word = { status: 'fixed', reason: 'built with the fix', author: 'Ada', date: '2030-02-01' }
  here.facts({ introduced: '0', fixes, overrides: [{ version: '3.12.1', ...word }] })
  assert.deepEqual(codes(await here.assess()), ['question FIX_ELSEWHERE'], 'nobody has said it of 3.13.0')
  here.facts({
    introduced: '0',
    fixes,
    overrides: [
      { version: '3.12.1', ...word },
      { branch: '3.13', ...word },
    ],
  })
  assert.deepEqual(codes(await here.assess()), [])
  await here.apply()
  assert.deepEqual(block(here.cve()), [entry('0', '3.12.1')])
  assert.deepEqual(
    here.cve().containers.cna.references?.map(({ url }) => url),
    [`https://git.example/lantern-windows/commit/${'a'.repeat(40)}`],
  )
})

test('10: a bug of Python 2 alone: a person says which branches never had it', async () => {
  const story = [...line('2.7', undefined, 'start', '2.7.16', 'fix'), ...line('main', 'start', '3.0a1', '3.9.0')]
  const here = desk(branches('2.7', '3.9'), story, {
    tags: { 'v2.7.16': '2.7.16', 'v2.7.17': 'fix', 'v3.0a1': '3.0a1', 'v3.9.0': '3.9.0' },
  })
  const fixes = [{ branch: '2.7', commits: ['@fix'] }]
  here.facts({ introduced: '0', fixes })
  assert.equal(statuses(await here.assess()), 'affected 2.7.16 | fixed 2.7.17 | affected 3.0a1 3.9.0')

  const word = { status: 'unaffected', reason: 'the module is not in Python 3', author: 'Ada', date: '2030-02-01' }
  here.facts({ introduced: '0', fixes, overrides: [{ range: '>=3.0a0', ...word }] })
  const assessment = await here.assess()
  assert.equal(statuses(assessment), 'affected 2.7.16 | fixed 2.7.17 | unaffected 3.0a1 3.9.0')
  assert.equal(
    await why(here, '3.9.0'),
    'the module is not in Python 3 (Ada, 2030-02-01; override of >=3.0a0, git says affected)',
  )
  assert.deepEqual(codes(assessment), [])
  await here.apply()
  assert.deepEqual(block(here.cve()), [entry('0', '2.7.17')])
  assert.equal(events(here.osv(), 'ECOSYSTEM'), 'introduced 0, fixed 2.7.17')

  here.facts({
    introduced: '0',
    fixes,
    overrides: [
      { branch: '3.9', ...word },
      { branch: '2.7', ...word, status: 'fixed' },
    ],
  })
  assert.equal(statuses(await here.assess()), 'fixed 2.7.16 2.7.17 | affected 3.0a1 | unaffected 3.9.0', 'by branch')
})

test('11: a withdrawn release keeps what ancestry says, and carries the flag', async () => {
  const here = desk(
    `${branches('3.12')}releases: [{ version: 3.12.1, yanked: broken wheels }]\n`,
    line('3.12', undefined, 'bug', 'fix', 'later'),
    { tags: { 'v3.12.0': 'bug', 'v3.12.1': 'fix', 'v3.12.2': 'later' } },
  )
  here.facts({ introduced: '0', fixes: [{ commits: ['@fix'] }] })
  const assessment = await here.assess()
  assert.equal(statuses(assessment), 'affected 3.12.0 | fixed 3.12.1 3.12.2')
  assert.equal(assessment.fixed[0]?.yanked, 'broken wheels')
  assert.equal(ranges(assessment), '0 .. 3.12.1')
  const { project } = (await here.assessed()).workspace
  const page = renderPage(project, assessment, rangesOf(assessment, 'first-prerelease'), { now: NOW, public: true })
  assert(page.ok)
  assert.match(page.value, /`3\.12\.1` was withdrawn: broken wheels/)
  assert.match(page.value, /[Uu]pgrade to `3\.12\.2`/, 'the remedy is the next one that can be had')
})

test('12: tags', async (t) => {
  const story = line('3.12', undefined, 'bug', 'fix', 'later')
  const tags = { 'v3.12.0': 'bug', 'v3.12.1': 'fix' }
  const facts = { introduced: '0', fixes: [{ commits: ['@fix'] }] } as const

  await t.test('two tags of one version that agree are one release', async () => {
    const here = desk(branches('3.12'), story, { tags: { ...tags, 'v3.12.1.0': 'later' } })
    here.facts(facts)
    const { releases } = await here.assess()
    assert.deepEqual(
      releases.map(({ release }) => release.tags),
      [['v3.12.0'], ['v3.12.1', 'v3.12.1.0']],
    )
    assert.equal(statuses(await here.assess()), 'affected 3.12.0 | fixed 3.12.1')
  })

  await t.test('two tags of one version that disagree: unknown, until somebody names the commit', async () => {
    const here = desk(branches('3.12'), story, { tags: { ...tags, 'v3.12.1.0': 'bug' } })
    here.facts(facts)
    assert.equal(statuses(await here.assess()), 'affected 3.12.0 | unknown 3.12.1')
    assert.deepEqual(codes(await here.assess()), ['question TAGS_DISAGREE'])
    assert.equal(ranges(await here.assess()), '0 .. 3.12.1, unknown 3.12.1 .. 3.12.2?')
    here.project(`${branches('3.12')}releases: [{ version: 3.12.1, commit: ${here.hash('fix')} }]\n`)
    assert.equal(statuses(await here.assess()), 'affected 3.12.0 | fixed 3.12.1')
  })

  await t.test('a tag without a version is no release, and is listed with the reason', async () => {
    const names = { ...tags, 'before-rewrite': 'bug', vnext: 'later', 'v3.12.0-docs': 'later' }
    const here = desk(`${branches('3.12')}ignore-tags: ['*-docs']\n`, story, { tags: names })
    here.facts(facts)
    assert.deepEqual((await here.assessed()).ignoredTags, [
      { tag: 'before-rewrite', why: 'no tag rule matches' },
      { tag: 'v3.12.0-docs', why: 'ignore-tags names it' },
      { tag: 'vnext', why: '"next" is no python version' },
    ])
  })

  await t.test('a release without a tag takes what its neighbours agree on, or is asked about', async () => {
    const here = desk(`${branches('3.12')}releases: [{ version: 3.12.0.1 }, { version: 3.12.2 }]\n`, story, {
      tags: { ...tags, 'v3.12.3': 'later' },
    })
    here.facts(facts)
    assert.equal(statuses(await here.assess()), 'affected 3.12.0 | unknown 3.12.0.1 | fixed 3.12.1 3.12.2 3.12.3')
    assert.deepEqual(codes(await here.assess()), ['question RELEASE_UNDECIDED'])
    assert.equal(await why(here, '3.12.2'), 'no tag; 3.12.1 and 3.12.3 agree')
  })

  for (const [what, change, says] of [
    ['a moved tag', ['tag', '-f', 'v3.12.0', 'v3.12.1'], /v3\.12\.0 moved from \w{12} to \w{12}/],
    ['a deleted tag', ['tag', '-d', 'v3.12.0'], /v3\.12\.0 is gone/],
  ] as const) {
    await t.test(`${what} stops the sync before anything is written, until it is accepted`, async () => {
      const here = desk(branches('3.12'), story, { tags })
      here.facts(facts)
      await here.apply()
      const before = [here.read('records/cve/CVE-2030-10001.json'), here.read('steward.lock.json')]
      git(here.clone, change)
      const stopped = await here.sync()
      assert(!stopped.ok)
      assert.equal(stopped.fault.code, 'TAGS_REWRITTEN')
      assert.equal(stopped.fault.kind, 'conflict')
      assert.match(stopped.fault.message, says)
      assert.deepEqual([here.read('records/cve/CVE-2030-10001.json'), here.read('steward.lock.json')], before)
      await here.apply({ acceptTags: true })
      assert.notEqual(here.read('steward.lock.json'), before[1])
      assert((await here.sync()).ok, 'accepted once and for all')
    })
  }

  await t.test('a tag that moved at the remote stops the sync before the fetch overwrites it', async () => {
    const there = desk(branches('3.12'), story, { tags })
    const here = desk(branches('3.12'), [])
    git(here.root, ['clone', '--quiet', there.clone, 'copy'])
    here.write('steward.yaml', here.read('steward.yaml').replace('clone: clone', 'clone: copy'))
    here.facts({ introduced: '0', fixes: [{ commits: [there.hash('fix')] }] })
    const fetched = await here.apply({ offline: false })
    assert.equal(fetched.changes.length, 1)
    git(there.clone, ['tag', '-f', 'v3.12.0', 'v3.12.1'])
    const stopped = await here.sync({ offline: false })
    assert(!stopped.ok)
    assert.equal(stopped.fault.code, 'TAGS_REWRITTEN')
    assert.equal(git(`${here.root}/copy`, ['rev-parse', 'v3.12.0']).trim(), there.hash('bug'), 'the evidence is kept')
  })

  await t.test('a tag that was deleted at the remote stops the sync too', async () => {
    const there = desk(branches('3.12'), story, { tags })
    const here = desk(branches('3.12'), [])
    git(here.root, ['clone', '--quiet', there.clone, 'copy'])
    here.write('steward.yaml', here.read('steward.yaml').replace('clone: clone', 'clone: copy'))
    here.facts({ introduced: '0', fixes: [{ commits: [there.hash('fix')] }] })
    await here.apply({ offline: false })
    git(there.clone, ['tag', '-d', 'v3.12.0'])
    const stopped = await here.sync({ offline: false })
    assert(!stopped.ok)
    assert.match(stopped.fault.message, /v3\.12\.0 is gone/)
  })

  await t.test('a tag that is no release any more was not deleted', async () => {
    const here = desk(branches('3.12'), story, { tags })
    here.facts(facts)
    await here.apply()
    here.project(`${branches('3.12')}ignore-tags: [v3.12.0]\n`)
    const plan = await here.apply()
    assert.deepEqual(plan.tags.deleted, [])
    assert(!here.read('steward.lock.json').includes('v3.12.0"'))
  })
})

test('a title alone changes no version, whatever the style of bounds', async () => {
  const story = [...line('main', undefined, 'bug', '3.9.0a1', '3.9.0', 'fix', '3.9.1')]
  const tags = { 'v3.9.0a1': '3.9.0a1', 'v3.9.0': '3.9.0', 'v3.9.1': '3.9.1' }
  for (const style of ['final', 'first-prerelease']) {
    const here = desk(`bounds: ${style}\n${branches('3.9')}`, story, { tags })
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix'] }] })
    await here.apply()
    here.facts({ introduced: ['@bug'], fixes: [{ commits: ['@fix'] }], title: 'Another title' })
    assert.deepEqual(changed(only(await here.apply())), [], style)
  }
})

test('13: release candidates of patch releases, in both styles of bounds', async () => {
  const story = [
    ...line('2.7', undefined, 'start', '2.7.16', 'fix', '2.7.17rc1', '2.7.17'),
    ...line('main', 'start', '3.8.0a1', '3.8.0a2', 'fix-3', '3.8.0a3', '3.8.0'),
  ]
  const tags = Object.fromEntries(story.filter(({ id }) => /^\d/.test(id)).map(({ id }) => [`v${id}`, id]))
  const here = desk(`bounds: final\n${branches('2.7', '3.8')}`, story, { tags })
  here.facts({ introduced: '0', fixes: [{ commits: ['@fix'] }, { commits: ['@fix-3'] }] })
  const assessment = await here.assess()
  assert.equal(
    statuses(assessment),
    'affected 2.7.16 | fixed 2.7.17rc1 2.7.17 | affected 3.8.0a1 3.8.0a2 | fixed 3.8.0a3 3.8.0',
  )
  assert.equal(ranges(assessment, 'first-prerelease'), '0 .. 2.7.17rc1, 3.8.0a1 .. 3.8.0a3')
  // The candidate of a patch release stands for the final; on the development branch the pre-release is the first there is.
  assert.equal(ranges(assessment, 'final'), '0 .. 2.7.17, 3.8.0a1 .. 3.8.0a3')
  await here.apply()
  assert.deepEqual(block(here.cve()), [entry('0', '2.7.17'), entry('3.8.0a1', '3.8.0a3')])
  assert.equal(
    events(here.osv(), 'ECOSYSTEM'),
    'introduced 0, fixed 2.7.17rc1, introduced 3.8.0a1, fixed 3.8.0a3',
    'OSV is exact, since its list of versions must agree',
  )

  here.facts({ introduced: ['@3.8.0a1'], fixes: [{ commits: ['@3.8.0'] }] })
  assert.equal(ranges(await here.assess(), 'final'), '3.8.0a1 .. 3.8.0')
  assert.deepEqual(
    codes(await here.assess()),
    [],
    'no final release is affected, so none of its pre-releases is hidden',
  )
})

test('13: the style final leaves the pre-releases of a finished branch unmarked, and says so', async () => {
  const here = desk(
    `bounds: final\n${branches('3.8', '3.9')}`,
    [...line('3.8', undefined, 'start', '8.1'), ...line('3.9', 'start', 'a1', '9.0', '9.1')],
    { tags: { 'v3.8.0': 'start', 'v3.8.1': '8.1', 'v3.9.0a1': 'a1', 'v3.9.0': '9.0', 'v3.9.1': '9.1' } },
  )
  here.facts({ introduced: '0', fixes: [{ commits: ['@8.1'] }, { commits: ['@9.1'] }] })
  assert.equal(ranges(await here.assess(), 'first-prerelease'), '0 .. 3.8.1, 3.9.0a1 .. 3.9.1')
  assert.equal(ranges(await here.assess(), 'final'), '0 .. 3.8.1, 3.9.0 .. 3.9.1')
  assert.deepEqual(codes(await here.assess()), ['notice PRERELEASES_NOT_MARKED'])
  assert.match(
    (await conflict(here, 'PRERELEASES_NOT_MARKED')).message,
    /leaves 1 affected pre-release unmarked: 3\.9\.0a1$/,
  )
})

test('14: a stated bound that was released without the fix is an error, and holds the record', async () => {
  const here = desk(branches('3.12'), line('3.12', undefined, 'bug', 'other', 'fix'), {
    tags: { 'v3.12.0': 'bug', 'v3.12.1': 'other', 'v3.12.2': 'fix' },
  })
  const facts = { introduced: '0', fixes: [{ commits: ['@fix'] }] } as const
  here.facts({ ...facts, stated: [{ by: 'the advisory', range: '<3.12.1' }] })
  assert.deepEqual(codes(await here.assess()), ['error STATED_DIFFERS', 'error STATED_BOUND_LACKS_FIX'])
  const differs = await conflict(here, 'STATED_DIFFERS')
  assert.deepEqual([differs.computed, differs.stated], [['3.12.0', '3.12.1'], ['3.12.0']])
  assert.match(
    (await conflict(here, 'STATED_BOUND_LACKS_FIX')).message,
    /before 3\.12\.1, which was released without the fix$/,
  )
  const plan = await here.apply()
  assert.equal(only(plan).state, 'held')
  assert.deepEqual(only(plan).writes, [])

  // "Up to and including" names no release that would bring the fix.
  here.facts({ ...facts, stated: [{ by: 'the advisory', range: '<=3.12.0' }] })
  assert.deepEqual(codes(await here.assess()), ['error STATED_DIFFERS'])
  here.facts({ ...facts, stated: [{ by: 'the advisory', range: '<3.12.2' }] })
  assert.deepEqual(codes(await here.assess()), [])
})

test('15: what others state in the record stays theirs, and is shown where it differs', async () => {
  const here = desk(branches('3.12'), line('3.12', undefined, 'bug', 'other', 'fix'), {
    tags: { 'v3.12.0': 'bug', 'v3.12.1': 'other', 'v3.12.2': 'fix' },
  })
  here.facts({ introduced: '0', fixes: [{ commits: ['@other'] }] })
  await here.apply()
  const adp = [
    {
      providerMetadata: { orgId: '134c704f-9b21-4f2e-91b3-4a467353bcc0', shortName: 'CISA-ADP' },
      title: 'CISA ADP Vulnrichment',
      affected: [
        {
          vendor: 'lantern',
          product: 'lantern',
          defaultStatus: 'unknown',
          versions: [{ version: '0', status: 'affected', lessThanOrEqual: '3.12.2', versionType: 'custom' }],
        },
      ],
      x_theirs: { kept: true },
    },
  ]
  const file = 'records/cve/CVE-2030-10001.json'
  const record = JSON.parse(here.read(file)) as { containers: Record<string, Json> }
  here.write(file, `${JSON.stringify({ ...record, containers: { ...record.containers, adp } }, null, 2)}\n`)

  const quiet = only(await here.apply())
  assert.deepEqual(quiet.writes, [], 'our own part of the record is as it should be')
  assert.match(
    quiet.notices.join(),
    /CISA-ADP states other versions: 3\.12\.1 \(unaffected in ours\), 3\.12\.2 \(unaffected in ours\)/,
  )

  here.facts({ introduced: '0', fixes: [{ commits: ['@fix'] }] })
  const changes = only(await here.apply())
  assert.deepEqual(changes.writes.map(({ path }) => path).includes(file), true)
  assert.match(changes.notices.join(), /CISA-ADP states other versions: 3\.12\.2 \(unaffected in ours\)/)
  const written = parseCveRecord(JSON.parse(here.read(file)) as Json)
  assert(written.ok)
  assert.deepEqual(written.value.containers.adp, adp, 'not a word of theirs changed')
  assert.deepEqual(block(written.value), [entry('0', '3.12.2')])
})
