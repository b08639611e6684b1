import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type Fetch, localCna } from '#adapters/cve-services'
import { runCli, type Terminal } from '#cli'
import { type Environment, PRODUCTION_URL, TEST_URL } from '#desk/cna'
import { commandLine, type Said, wordsOf } from '../worlds/command-line.ts'
import { containerSaying, KEY, ORG, type Rehearsal, rehearse, USER } from './rehearsal.ts'

/*
 * The commands against other targets than a sandbox. The addresses are those of production and of the test instance, and what is
 * sent there is brought to the sandbox of this test instead: no test speaks to a server of the CVE Program.
 */

let sandbox: Rehearsal
const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-cna-'))
before(async () => {
  sandbox = await rehearse()
})
after(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

const who: Environment = { CVE_ORG: ORG, CVE_USER: USER, CVE_API_KEY: KEY }

interface Ran extends Said {
  /** The requests that were sent: `POST /api/cve-id`. */
  readonly sent: readonly string[]
  readonly asked: readonly string[]
}

/** Runs one command line. `typed`: what the person at the terminal types; nobody is there without it. */
async function steward(line: string, environment: Environment = who, typed?: string | null): Promise<Ran> {
  const sent: string[] = []
  const asked: string[] = []
  const brought: Fetch = (url, init) => {
    const to = [PRODUCTION_URL, TEST_URL].find((base) => url.startsWith(base))
    assert(to !== undefined || url.startsWith(sandbox.url), `${url} was asked for`)
    const here = to === undefined ? url : `${sandbox.url}${url.slice(to.length)}`
    sent.push(`${init.method} ${new URL(here).pathname}`)
    return fetch(here, init)
  }
  let out = ''
  let err = ''
  const terminal: Partial<Terminal> = {
    out: (text) => {
      out += `${text}\n`
    },
    err: (text) => {
      err += `${text}\n`
    },
    ...(typed !== undefined && {
      interactive: true,
      ask: async (question: string) => {
        asked.push(question)
        return typed ?? undefined
      },
    }),
  }
  const { world } = commandLine(folder, terminal)
  const exit = await runCli(wordsOf(line), { ...world, cna: async () => localCna(environment, '0.0.0', brought) })
  return { exit, out, err, sent, asked }
}

const writes = ({ sent }: Ran): readonly string[] => sent.filter((each) => !each.startsWith('GET'))

async function reserved(): Promise<string> {
  const { out } = await steward('cna reserve --quiet --year 2030')
  return out.trim()
}

function fileFor(id: string, title = 'Link followed while removing a directory'): string {
  writeFileSync(path.join(folder, `${id}.json`), JSON.stringify(containerSaying(title)))
  return `${id}.json`
}

test('no target is named: the test instance, and it is said', async () => {
  const ran = await steward('cna reserve --year 2030')
  assert.equal(ran.exit, 0)
  assert.match(ran.out, /^target: test, https:\/\/cveawg-test\.mitre\.org\/api, as .* \(no target was named\)\n/)
})

test('every command that changes something names its target first', async () => {
  const id = await reserved()
  const file = fileFor(id)
  for (const line of [
    'reserve --year 2030',
    `publish ${file}`,
    `update ${file}`,
    `reject ${id} --reason "No."`,
    `undo-reject ${id}`,
    `transfer ${id} mitre`,
    `adp publish ${file}`,
    'user create sam@lantern.example',
    'user update sam@lantern.example --first Sam',
    'user reset-key sam@lantern.example',
  ]) {
    const { out } = await steward(`cna ${line} --target test`)
    assert.match(out, /^target: test, https/, line)
  }
})

/* Production. */

const production: Environment = { ...who, CVE_ENVIRONMENT: 'prod' }

test('production: nothing is changed without a confirmation', async () => {
  const id = await reserved()
  const file = fileFor(id)
  for (const line of [
    'cna reserve --year 2030',
    `cna publish ${file}`,
    `cna reject ${id}`,
    `cna transfer ${id} mitre`,
    'cna user create eve@lantern.example',
    `cna user reset-key ${USER}`,
    `cna user update ${USER} --first Alex`,
  ]) {
    const ran = await steward(line, production)
    assert.equal(ran.exit, 6, line + ran.err)
    assert.match(ran.err, /CNA_NOT_CONFIRMED/)
    assert.deepEqual(writes(ran), [], line)
  }
})

test('production: the confirmation is the ID, the user, or the number', async () => {
  const id = await reserved()
  const file = fileFor(id)
  const wrong = await steward(`cna publish ${file} --confirm CVE-2030-9999`, production)
  assert.equal(wrong.exit, 6)
  assert.deepEqual(writes(wrong), [])
  assert.equal((await steward(`cna publish ${file} --confirm ${id}`, production)).exit, 0)
  // What is done already needs no word.
  const again = await steward(`cna publish ${file}`, production)
  assert.deepEqual([again.exit, writes(again)], [0, []])
  assert.equal((await steward('cna reserve --count 2 --year 2030 --confirm 3', production)).exit, 6)
  assert.equal((await steward('cna reserve --count 2 --year 2030 --confirm 2', production)).exit, 0)
  assert.equal((await steward('cna reserve --year 2030 --confirm 1', production)).exit, 0)
  const two = [fileFor(await reserved()), fileFor(await reserved())]
  assert.equal((await steward(`cna publish ${two.join(' ')} --confirm 1`, production)).exit, 6)
  assert.equal((await steward(`cna publish ${two.join(' ')} --confirm 2`, production)).exit, 0)
  const named = 'cna user create ann@lantern.example --confirm ann@lantern.example'
  assert.equal((await steward(named, production)).exit, 0)
})

test('production: a person at the terminal sees the plan and types the ID', async () => {
  const id = await reserved()
  const file = fileFor(id)
  for (const typed of ['', 'y', 'yes', null]) {
    const ran = await steward(`cna publish ${file}`, production, typed)
    assert.equal(ran.exit, 6)
    assert.deepEqual(ran.asked, [`type ${id} to publish in production: `])
    assert.match(ran.err, /would publish/)
    assert.deepEqual(writes(ran), [])
  }
  assert.equal((await steward(`cna publish ${file}`, production, ` ${id} `)).exit, 0)
})

test('production: a wrong word is wrong on every target', async () => {
  const id = await reserved()
  assert.equal((await steward(`cna publish ${fileFor(id)} --confirm 7`)).exit, 6)
})

test('a dry run sends nothing that changes anything, on any target', async () => {
  const id = await reserved()
  const file = fileFor(id)
  for (const line of [
    'reserve --count 3 --year 2030',
    `publish ${file}`,
    `publish ${file} --plan plan.json`,
    `reject ${id}`,
    `reject ${id} --reason "No."`,
    `transfer ${id} mitre`,
    'user create joe@lantern.example',
    `user reset-key ${USER}`,
    `user update ${USER} --first A`,
  ]) {
    for (const environment of [who, production]) {
      rmSync(path.join(folder, 'plan.json'), { force: true })
      const ran = await steward(`cna ${line} --dry-run`, environment)
      assert.equal(ran.exit, 0, line + ran.err)
      assert.deepEqual(writes(ran), [], line)
    }
  }
})

/* Plans and journals. */

test('a plan for the test instance is not carried out in production', async () => {
  const id = await reserved()
  const file = fileFor(id)
  assert.equal((await steward(`cna publish ${file} --dry-run --plan plan.json`)).exit, 0)
  const ran = await steward(`cna publish --plan plan.json --confirm ${id}`, production)
  assert.equal(ran.exit, 6)
  assert.match(ran.err, /plan\.json: this was made for test .* and is not sent to production .*CNA_OTHER_TARGET/)
  assert.deepEqual(ran.sent, [])
  assert.equal((await steward('cna publish --plan plan.json')).exit, 0)
})

test('a journal of the test instance is not gone on with in production', async () => {
  const file = fileFor(await reserved())
  assert.equal((await steward(`cna publish ${file} --journal j.jsonl`)).exit, 0)
  const ran = await steward(`cna publish ${file} --resume j.jsonl`, production)
  assert.match(ran.err, /CNA_OTHER_TARGET/)
  assert.deepEqual(ran.sent, [])
})

test('what the journal calls done is not asked for, changed files are', async () => {
  const [a, b] = [await reserved(), await reserved()]
  const files = `${fileFor(a)} ${fileFor(b)}`
  assert.equal((await steward(`cna publish ${files} --journal k.jsonl`)).exit, 0)
  const again = await steward(`cna publish ${files} --resume k.jsonl`)
  assert.deepEqual([again.exit, again.sent], [0, []])
  fileFor(b, 'Another title')
  const changed = await steward(`cna publish ${files} --resume k.jsonl`)
  assert.deepEqual(writes(changed), [`PUT /api/cve/${b}/cna`])
})

test('a journal whose last line was cut off is mended and gone on with', async () => {
  const [a, b] = [await reserved(), await reserved()]
  const files = `${fileFor(a)} ${fileFor(b)}`
  assert.equal((await steward(`cna publish ${files} --journal l.jsonl`)).exit, 0)
  const journal = path.join(folder, 'l.jsonl')
  writeFileSync(journal, readFileSync(journal, 'utf8').slice(0, -20))
  const ran = await steward(`cna publish ${files} --resume l.jsonl`)
  assert.equal(ran.exit, 0)
  assert.deepEqual(writes(ran), [])
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n')
  assert.equal(lines.length, 3)
  for (const line of lines) JSON.parse(line)
})

test('a failure in the middle: the others are done, and the journal knows', async () => {
  const ids = [await reserved(), await reserved(), await reserved()]
  const files = ids.map((id) => fileFor(id)).join(' ')
  await sandbox.order({ fault: '500', method: 'POST', path: `/api/cve/${ids[1]}/cna`, times: 5 })
  const ran = await steward(`cna publish ${files} --journal m.jsonl --json`)
  assert.equal(ran.exit, 8)
  const { items } = JSON.parse(ran.out)
  assert.deepEqual(
    items.map(({ did, faults }: { did: string | null; faults: readonly { code: string }[] }) => did ?? faults[0]?.code),
    ['create', 'CVE_SERVICES_UNREACHABLE', 'create'],
  )
  const again = await steward(`cna publish ${files} --resume m.jsonl`)
  assert.deepEqual(writes(again), [`POST /api/cve/${ids[1]}/cna`])
})

test('waivers that a draft carries hold, and are not sent', async () => {
  const id = await reserved()
  const [product] = containerSaying('').affected ?? []
  const swapped = { version: '3.13.9', lessThan: '3.12.0', status: 'affected', versionType: 'python' }
  const draft = { ...containerSaying('With a waiver'), affected: [{ ...product, versions: [swapped] }] }
  writeFileSync(path.join(folder, `${id}.json`), JSON.stringify(draft))
  assert.match((await steward(`cna publish ${id}.json`)).err, /CNA_FINDINGS/)
  const waived = { ...draft, x_stewardWaivers: [{ rule: 'STW208', reason: 'a test' }] }
  writeFileSync(path.join(folder, `${id}.json`), JSON.stringify(waived))
  assert.equal((await steward(`cna publish ${id}.json`)).exit, 0)
  const { containers } = JSON.parse((await steward(`cna show --json ${id}`)).out).record
  assert.deepEqual(
    Object.keys(containers.cna).filter((name) => name.startsWith('x_')),
    [],
  )
})

/* Credentials. */

test('credentials from a file that only its owner can read', async (t) => {
  const file = path.join(folder, 'mine')
  writeFileSync(file, `CVE_ORG=${ORG}\nCVE_USER=${USER}\nCVE_API_KEY="${KEY}"\nCVE_ENVIRONMENT=test\n`)
  chmodSync(file, 0o600)
  assert.equal((await steward('cna org --credentials mine', {})).exit, 0)
  // The file says where its key goes, whatever the environment says.
  const elsewhere = await steward('cna reserve --year 2030 --credentials mine', { CVE_ENVIRONMENT: 'prod' })
  assert.match(elsewhere.out, /^target: test/)
  if (process.platform === 'win32') return t.skip('Windows has no such modes')
  for (const mode of [0o640, 0o604, 0o660]) {
    chmodSync(file, mode)
    const ran = await steward('cna org --credentials mine', {})
    assert.equal(ran.exit, 6, ran.err)
    assert.match(ran.err, /CVE_SERVICES_SECRET_FILE/)
    assert.deepEqual(ran.sent, [])
  }
  chmodSync(folder, 0o700)
  assert.match((await steward('cna org --credentials .', {})).err, /not a regular file/)
})

test('what everybody may ask goes without credentials', async () => {
  const environment = { CVE_ENVIRONMENT: 'test' }
  assert.equal((await steward('cna ping', environment)).exit, 0)
  assert.equal((await steward('cna count', environment)).exit, 0)
})

/* An embargo. */

test('what is under embargo goes to a sandbox, and nowhere else', async () => {
  const id = await reserved()
  const { run } = commandLine(folder)
  assert.equal((await run(['tour', '--keep', '.', '--quiet'])).exit, 0)
  const facts = path.join(folder, 'lantern/advisories/2030/LSF-2030-1.md')
  const text = readFileSync(facts, 'utf8').replace(/^cve: .*$/m, `cve: ${id}\nembargo: 2030-03-01T12:00:00Z`)
  writeFileSync(facts, text)
  writeFileSync(path.join(folder, `lantern/${id}.json`), JSON.stringify(containerSaying('Not yet public')))
  for (const environment of [who, production]) {
    const fromFacts = await steward(`cna publish LSF-2030-1 -C lantern --confirm ${id}`, environment)
    assert.equal(fromFacts.exit, 6)
    assert.match(fromFacts.err, /CVE_EMBARGOED/)
    // A file about the same ID is no way around it, and no waiver is.
    const fromFile = await steward(`cna publish ${id}.json -C lantern --confirm ${id} --waive STW605=so`, environment)
    assert.equal(fromFile.exit, 6)
    assert.match(fromFile.err, /CNA_EMBARGOED/)
    assert.deepEqual([...writes(fromFacts), ...writes(fromFile)], [])
  }
  const rehearsed = await steward('cna publish LSF-2030-1 -C lantern', { ...who, CVE_API_URL: sandbox.url })
  assert.equal(rehearsed.exit, 0, rehearsed.err)
  assert.deepEqual(writes(rehearsed), [`POST /api/cve/${id}/cna`])
})

test('facts that cannot be read could hold an embargo: nothing is sent', async () => {
  const id = await reserved()
  writeFileSync(path.join(folder, 'lantern/advisories/2030/LSF-2030-2.md'), '---\nid: LSF-2030-2\nembargo: soon\n---\n')
  writeFileSync(path.join(folder, `lantern/${id}.json`), JSON.stringify(containerSaying('Not yet public')))
  const ran = await steward(`cna publish ${id}.json -C lantern`)
  assert.notEqual(ran.exit, 0)
  assert.deepEqual(writes(ran), [])
})
