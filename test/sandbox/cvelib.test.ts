import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { after, before, suite, test } from 'node:test'
import type { Json } from '#json'
import { at, container, KEY, type Lsf, PEOPLE, startLsf } from './lsf.ts'

/* A client that nobody here wrote, unchanged: the command `cve` of cvelib, as Debian's python3-cvelib has it. */

const version = spawnSync('cve', ['--version'], { encoding: 'utf8' }).stdout ?? ''
const skip = version.startsWith('cvelib') ? false : 'no cvelib: Debian has it as python3-cvelib'

interface Said {
  readonly exit: number
  readonly out: string
}

suite('cvelib', { skip }, () => {
  let lsf: Lsf
  before(async () => {
    lsf = await startLsf()
  })
  after(() => lsf.sandbox.close())

  const cve = (...words: readonly string[]): Promise<Said> => {
    const env = {
      PATH: process.env.PATH,
      LC_ALL: 'C.UTF-8',
      CVE_API_URL: lsf.sandbox.url,
      CVE_ORG: PEOPLE.admin.org,
      CVE_USER: PEOPLE.admin.user,
      CVE_API_KEY: KEY,
    }
    return new Promise((resolve) => {
      execFile('cve', [...words], { env }, (cause, out, err) => {
        resolve({ exit: cause === null ? 0 : Number(cause.code ?? 1), out: out + err })
      })
    })
  }
  const does = async (...words: readonly string[]): Promise<string> => {
    const { exit, out } = await cve(...words)
    assert.equal(exit, 0, `cve ${words.join(' ')}: ${out}`)
    return out
  }
  const raw = async (...words: readonly string[]): Promise<Json> => JSON.parse(await does(...words, '--raw')) as Json
  const cna = JSON.stringify(container().cnaContainer)
  const reasons = JSON.stringify({ rejectedReasons: [{ lang: 'en', value: 'Not a vulnerability.' }] })

  test('ping', async () => assert.match(await does('ping'), /OK/))

  test('reserve: one, several in a row, several by chance', async () => {
    assert.match(await does('reserve', '--year', '2030'), /^CVE-2030-0001$[\s\S]*Remaining quota: 999$/m)
    const run = await raw('reserve', '--year', '2030', '3')
    assert.deepEqual([at(run, 'cve_ids.0.cve_id'), at(run, 'cve_ids.2.cve_id')], ['CVE-2030-20001', 'CVE-2030-20003'])
    const drawn = await raw('reserve', '--year', '1900', '--random', '4')
    assert.equal((at(drawn, 'cve_ids') as readonly Json[]).length, 4)
    assert.equal(at(drawn, 'meta.remaining_quota'), 992)
  })

  test('list, with its filters', async () => {
    assert.match(await does('list'), /^CVE-2030-0001 +RESERVED +lsf +anna@lsf\.example \(lsf\)/m)
    assert.equal(((await raw('list', '--year', '1900')) as readonly Json[]).length, 4)
    assert.equal(((await raw('list', '--state', 'published')) as readonly Json[]).length, 0)
    assert.equal(((await raw('list', '--reserved-lt', '2030-02-20')) as readonly Json[]).length, 0)
    assert.equal(((await raw('list', '--reserved-gt', '2030-02-20T00:00:00')) as readonly Json[]).length, 8)
  })

  test('publish, show, publish again, reject with a record, publish once more', async () => {
    assert.match(await does('publish', 'CVE-2030-0001', '-j', cna), /State:\tPUBLISHED/)
    assert.match(await does('show', 'CVE-2030-0001'), /State:\tPUBLISHED/)
    const shown = await raw('show', '--show-record', 'CVE-2030-0001')
    assert.equal(at(shown, 'containers.cna.title'), 'A lamp goes out')
    // cvelib learns from 403 CVE_RECORD_EXISTS that it has to update.
    const again = await raw('publish', 'CVE-2030-0001', '-j', cna.replace('A lamp', 'The lamp'))
    assert.equal(at(again, 'updated.containers.cna.title'), 'The lamp goes out')
    // And here from 400 CVE_RECORD_EXISTS.
    const rejected = await raw('reject', 'CVE-2030-0001', '-j', reasons)
    assert.equal(at(rejected, 'updated.cveMetadata.state'), 'REJECTED')
    assert.match(await does('publish', 'CVE-2030-0001', '-j', cna), /State:\tPUBLISHED/)
  })

  test('reject without a record, take it back, reject with one', async () => {
    assert.match(await does('reject', 'CVE-2030-20001'), /State:\tREJECTED/)
    assert.match(await does('undo-reject', 'CVE-2030-20001'), /State:\tRESERVED/)
    assert.match(await does('reject', 'CVE-2030-20001', '-j', reasons), /State:\tREJECTED/)
    const { exit, out } = await cve('undo-reject', 'CVE-2030-20001')
    assert.equal(exit, 1)
    assert.match(out, /CANNOT_CHANGE_CVE_ID_WITH_RECORD/)
    assert.match(await does('show', '-r', 'CVE-2030-20002'), /CVE record does not exist/)
  })

  test('quota', async () => {
    assert.match(await does('quota'), /Limit:\t1000\n.*Reserved:\t6\n.*Available:\t994/)
  })

  test('users and the organization', async () => {
    assert.match(await does('user'), /^anna@lsf\.example$[\s\S]*Roles:\tADMIN/m)
    assert.match(await does('org'), /^lsf — lsf$[\s\S]*Roles:\tCNA/m)
    const key = /API key:\t(\w{36})/.exec(
      await does('user', 'create', '-u', 'nora@lsf.example', '--name-first', 'Nora', '--role', 'ADMIN'),
    )
    assert(key)
    assert.match(await does('org', 'users'), /^nora@lsf\.example +Nora +ADMIN +Yes/m)
    assert.equal(
      await does(
        'user',
        'update',
        '-u',
        'nora@lsf.example',
        '--name-last',
        'North',
        '--remove-role',
        'ADMIN',
        '--mark-inactive',
      ),
      'User updated.\n',
    )
    assert.match(await does('org', 'users'), /^nora@lsf\.example +Nora North +None +No/m)
    assert.match(await does('user', 'reset-key', '-u', 'nora@lsf.example'), /^\w{36}$/m)
  })

  test('what the server refuses is told', async () => {
    const { exit, out } = await cve('show', 'CVE-2030-19999')
    assert.equal(exit, 1)
    assert.match(out, /404[\s\S]*CVE_ID_NOT_FOUND/)
    assert.match((await cve('-a', 'wrong', 'list')).out, /401/)
  })
})
