// `.asc` files in an audit: a report beside the verdicts, which changes none of them.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createMessage, generateKey, sign } from 'openpgp'
import { commandLine, NOW, type Said } from '../worlds/command-line.ts'

/** More files than one thread does alone. */
const MANY = 70

describe('an audit with OpenPGP keys', () => {
  let folder = ''
  const run = (line: string): Promise<Said> => commandLine(folder).run(line)

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'steward-asc-'))
    mkdirSync(join(folder, 'files'))
    const date = new Date(Date.parse(NOW) - 86_400_000)
    const { privateKey, publicKey } = await generateKey({
      userIDs: [{ name: 'oskar', email: 'oskar@lantern.example' }],
      type: 'curve25519',
      format: 'object',
      date,
    })
    writeFileSync(join(folder, 'keys.asc'), publicKey.armor())
    writeFileSync(join(folder, 'secret.asc'), privateKey.armor())
    for (let i = 0; i < MANY; i++) {
      const file = join(folder, 'files', `lantern-3.14.${i}.tgz`)
      const content = new TextEncoder().encode(`lantern 3.14.${i}\n`)
      // Every seventh file was changed after it was signed.
      writeFileSync(file, i % 7 === 0 ? 'something else\n'.repeat(i + 1) : content)
      const message = await createMessage({ binary: content })
      writeFileSync(`${file}.asc`, String(await sign({ message, signingKeys: privateKey, detached: true, date })))
    }
    const words = [
      'trust',
      'new',
      '--product',
      'lantern',
      '--identity',
      'ruta=ruta@lantern.example,https://issuer.example',
    ]
    const made = await commandLine(folder).run([...words, '--stream', '3.14=ruta', '--out', 'policy.json'])
    assert.equal(made.exit, 0, made.err)
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  test('good and bad are told; the verdicts are as without keys', async () => {
    const [without, withKeys] = [
      await run('release audit files --policy policy.json --json'),
      await run('release audit files --policy policy.json --openpgp-keys keys.asc --json'),
    ]
    const [a, b] = [JSON.parse(without.out), JSON.parse(withKeys.out)]
    assert.deepEqual(b.artifacts, a.artifacts)
    assert.deepEqual(a.openpgp, [])
    const states = (b.openpgp as readonly { state: string }[]).map(({ state }) => state)
    assert.deepEqual(
      [
        states.length,
        states.filter((state) => state === 'good').length,
        states.filter((state) => state === 'bad').length,
      ],
      [MANY, MANY - 10, 10],
    )
    const anomalies = b.summary.anomalies as readonly { code: string; level: string }[]
    const bad = anomalies.filter(({ code }) => code === 'OPENPGP_BAD')
    assert.deepEqual([bad.length, bad.every(({ level }) => level === 'error')], [10, true])
    // No file is signed in the way that the policy wants: what an .asc says makes no such archive a clean one.
    assert.deepEqual([without.exit, withKeys.exit], [1, 1])
  })

  test('in a terminal it is one line', async () => {
    const said = await run('release audit files --policy policy.json --openpgp-keys keys.asc')
    assert.match(said.out, /^ {2}\.asc files: 10 bad, 60 good$/m)
  })

  test('keys that are none, or secret, end it', async () => {
    for (const [file, code] of [
      ['policy.json', 'OPENPGP_KEYS'],
      ['secret.asc', 'OPENPGP_SECRET_KEY'],
    ] as const) {
      assert.match(
        (await run(`release audit files --policy policy.json --openpgp-keys ${file}`)).err,
        new RegExp(`\\[${code}\\]`),
      )
    }
  })
})
