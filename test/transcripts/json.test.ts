import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { startSandbox } from '#sandbox'
import { COMMANDS } from '../../src/cli/command-table.ts'
import { JSON_ANSWERS } from '../../src/cli/json-answers.ts'
import { commandLine } from '../worlds/command-line.ts'

/* `--json` on every command: whole documents, of the shape that the manual tells, also for faults. */

const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-json-'))
after(() => rmSync(folder, { recursive: true, force: true }))
await commandLine(folder).run(['tour', '--keep', '.', '--quiet'])
const lantern = path.join(folder, 'lantern')
const services = await startSandbox({
  org: 'LSF',
  user: 'alex@lantern.example',
  key: 'rehearsal-key-0123456789',
  years: ['2030'],
  seed: {
    source: 'seed',
    text: '{"ids": [{"cve_id": "CVE-2030-10421", "owner": "LSF"}, {"cve_id": "CVE-2030-0099", "owner": "LSF"}]}',
  },
})
assert(services.ok)
after(services.value.close)
const { run } = commandLine(
  lantern,
  {},
  {
    CVE_API_URL: services.value.url,
    CVE_ORG: 'LSF',
    CVE_USER: 'alex@lantern.example',
    CVE_API_KEY: 'rehearsal-key-0123456789',
  },
)
const FIX = '492b5ee47b99'
writeFileSync(path.join(lantern, 'facts.jsonl'), `{"id": "A", "introduced": "0", "fixes": [["${FIX}"]]}\n`)
writeFileSync(
  path.join(lantern, 'record.json'),
  '{"id": "X-1", "modified": "2029-01-01T00:00:00Z", "summary": "T", "details": "T"}\n',
)
writeFileSync(
  path.join(lantern, 'cwe.xml'),
  '<Weakness_Catalog Version="4.99"><Weaknesses><Weakness ID="79" Name="XSS"/></Weaknesses></Weakness_Catalog>\n',
)

writeFileSync(
  path.join(lantern, 'addition.json'),
  '{"title": "T", "references": [{"url": "https://lantern.example/1"}]}\n',
)

writeFileSync(
  path.join(lantern, 'identities.json'),
  '[{"stream": "3.14", "identity": "ruta@lantern.example", "issuer": "https://i.example"}]\n',
)
mkdirSync(path.join(lantern, 'files'))
writeFileSync(path.join(lantern, 'files', 'lantern-3.14.0.tgz'), 'not really an archive\n')
const imported = await run('trust import identities.json --out policy.json --json')
assert.equal(imported.exit, 0, imported.out)
const policy = JSON.parse(imported.out) as { readonly digest: string }

/** A line for each command whose answer is an object with fields of its own. */
const LINES: Readonly<Record<string, string>> = {
  init: `init -C .. --repo lantern`,
  'advisory new': `advisory new --fix ${FIX}`,
  'advisory check': 'advisory check',
  status: 'status --all',
  backports: 'backports LSF-2030-1',
  render: 'render LSF-2030-1',
  sync: 'sync',
  import: 'import record.json',
  'cve lint': 'cve lint records/cve',
  'cve fix': 'cve fix --dry-run records/cve',
  'cve validate': 'cve validate records/cve',
  'cve rules': 'cve rules STW211',
  'cve diff': 'cve diff records/cve/CVE-2030-10421.json records/cve/CVE-2030-10421.json',
  'cve explain': 'cve explain records/cve/CVE-2030-10421.json',
  'cve show': 'cve show records/cve/CVE-2030-10421.json',
  'cve convert': 'cve convert records/cve',
  'osv lint': 'osv lint record.json',
  ranges: 'ranges --facts facts.jsonl',
  'release verify':
    'release verify files/lantern-3.14.0.tgz --identity ruta@lantern.example --issuer https://i.example',
  'release audit': 'release audit files --policy policy.json',
  'release plan': 'release plan files --policy policy.json --out plan.json',
  'release apply': 'release apply plan.json',
  'release rollback': 'release rollback plan.json',
  'release downloads': 'release downloads --policy policy.json',
  'trust new':
    'trust new --id org.lantern --product lantern --identity ruta=r@l.example,https://i.example --stream 3.14=ruta',
  'trust show': 'trust show policy.json',
  'trust update': 'trust update policy.json policy.json',
  'trust sign': 'trust sign policy.json --statement statement.json',
  'trust verify': `trust verify policy.json --anchor ${policy.digest}`,
  'trust import': 'trust import identities.json',
  'trust diff': 'trust diff policy.json policy.json',
  'cna reserve': 'cna reserve --year 2030',
  'cna list': 'cna list',
  'cna show': 'cna show CVE-2030-10421',
  'cna publish': 'cna publish LSF-2030-1',
  'cna update': 'cna update LSF-2030-1',
  'cna reject': 'cna reject --dry-run CVE-2030-10421 --reason No.',
  'cna undo-reject': 'cna undo-reject CVE-2030-0099',
  'cna transfer': 'cna transfer --dry-run CVE-2030-0099 mitre',
  'cna adp': 'cna adp publish --dry-run addition.json --id CVE-2030-10421',
  'cna count': 'cna count',
  'cna quota': 'cna quota',
  'cna org': 'cna org',
  'cna user': 'cna user',
  'cna check': 'cna check --target sandbox',
  'cna ping': 'cna ping',
  'history contains': `history contains ${FIX}`,
  'history export': 'history export lantern.graph',
  'version compare': 'version compare 1.0 2.0',
  'version sort': 'version sort 2.0 1.0',
  'version in-range': "version in-range '<2.0' 1.0",
  cvss: 'cvss CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  'catalog show': 'catalog show CWE-79',
  'catalog search': 'catalog search path traversal',
  'catalog update': 'catalog update --allow-removals cwe.xml',
  sandbox: 'sandbox --port 0 --org lsf --user admin@lsf.example --key exercise',
  serve: 'serve --port 0 --data desk',
  backup: 'backup --data desk desk.backup',
  restore: 'restore --data restored desk.backup',
  'desk export': 'desk export --data desk desk-folder',
  'desk import': 'desk import --data imported desk-folder',
  'audit verify': 'audit verify --data desk',
  tour: 'tour',
  completion: 'completion bash',
}

/** Answers whose fields are what was asked for, or a list. */
const OTHERWISE = new Set(['history contains', 'version sort', 'version in-range'])

/** Commands whose answers are held elsewhere. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'release sign': 'needs an instance of Sigstore: test/sigstore',
  'trust refresh': 'asks a TUF repository: test/sigstore',
  worker: 'needs PostgreSQL: test/durability',
  'audit export': 'prints a document for each entry: test/desk',
}

test('every command is tried', () => {
  assert.deepEqual(
    [...Object.keys(LINES), ...Object.keys(ELSEWHERE)].toSorted(),
    COMMANDS.map(({ name }) => name).toSorted(),
  )
})

for (const [name, line] of Object.entries(LINES)) {
  test(`${name} --json prints one document, and its fields are told`, async () => {
    const { exit, out, err } = await run(`${line} --json`)
    assert(exit <= 1, out + err)
    assert.equal(err, '')
    assert.equal(out.trimEnd().split('\n').length, 1)
    const answer: unknown = JSON.parse(out)
    if (OTHERWISE.has(name)) return
    for (const field of Object.keys(answer as object)) {
      assert(JSON_ANSWERS[name]?.includes(`\`${field}\``), `${name}: \`${field}\` is not told`)
    }
  })

  test(`${name} --json prints a fault as JSON`, async () => {
    const { exit, out, err } = await run(`${name} --json --no-such-flag`)
    assert.equal(exit, 2)
    assert.equal(err, '')
    assert.equal(JSON.parse(out).faults[0].code, 'USAGE_WORDS')
  })

  test(`${name} --help --json tells the command`, async () => {
    const { exit, out } = await run(`${name} --help --json`)
    assert.equal(exit, 0)
    const told = JSON.parse(out)
    assert.equal(told.name, name)
    assert(told.flags.length >= 3)
  })
}
