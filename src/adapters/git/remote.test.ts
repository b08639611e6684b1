import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fetchTags, listRemoteTags, openRepository, type Repository } from '#adapters/git'
import { addCommits, freshFolders, git, repository } from '../../../test/worlds/repository.ts'

const freshFolder = freshFolders()

function cloned(): {
  readonly source: string
  readonly hashes: ReadonlyMap<string, string>
  readonly clone: Repository
} {
  const source = freshFolder()
  const commits = [{ id: 'a' }, { id: 'b' }]
  const hashes = repository(source, commits, {
    tags: { v1: 'a' },
    annotated: [
      { name: 'v2', of: 'b' },
      { name: 'v3', of: 'v2' },
    ],
  })
  const dir = freshFolder()
  git(source, ['clone', '--quiet', source, dir])
  const clone = openRepository(dir)
  assert(clone.ok)
  return { source, hashes, clone: clone.value }
}

test('the tags of a remote are listed with what they lead to, and nothing is fetched', async () => {
  const { source, hashes, clone } = cloned()
  addCommits(source, [{ id: 'c', parents: ['b'] }], { tags: { v4: 'c' } }, hashes)
  const listed = await listRemoteTags(clone, 'origin')
  assert(listed.ok, listed.ok ? '' : listed.fault.message)
  assert.deepEqual(
    listed.value.map(({ name, target }) => `${name} ${target}`),
    [
      `v1 ${hashes.get('a')}`,
      `v2 ${hashes.get('b')}`,
      `v3 ${hashes.get('b')}`,
      `v4 ${git(source, ['rev-parse', 'v4']).trim()}`,
    ],
  )
  assert.equal(listed.value[1]?.object, git(source, ['rev-parse', 'v2']).trim())
  assert.equal(git(clone.dir, ['tag', '--list', 'v4']), '')
})

test('new tags come and moved tags move', async () => {
  const { source, hashes, clone } = cloned()
  addCommits(source, [{ id: 'c', parents: ['b'] }], { tags: { v1: 'b', v4: 'c' } }, hashes)
  const fetched = await fetchTags(clone)
  assert(fetched.ok, fetched.ok ? '' : fetched.fault.message)
  assert.equal(git(clone.dir, ['rev-parse', 'v1']).trim(), hashes.get('b'))
  assert.equal(git(clone.dir, ['tag', '--list', 'v4']).trim(), 'v4')
})

for (const remote of ['--upload-pack=touch sprung', '-x', '', 'ext::sh -c touch% sprung', 'a b', 'x\ny', 'é']) {
  test(`${JSON.stringify(remote)} is no remote`, async () => {
    const { clone } = cloned()
    for (const ask of [listRemoteTags, fetchTags]) {
      const answer = await ask(clone, remote)
      assert(!answer.ok)
      assert.equal(answer.fault.code, 'REMOTE_MALFORMED')
    }
    assert(!existsSync(join(clone.dir, 'sprung')))
  })
}

test('a remote that does not answer is told', async () => {
  const { clone } = cloned()
  const answer = await listRemoteTags(clone, 'nowhere')
  assert(!answer.ok)
  assert.equal(answer.fault.code, 'GIT_FAILED')
  assert.equal(answer.fault.kind, 'unreachable')
})
