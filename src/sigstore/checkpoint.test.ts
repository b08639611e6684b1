import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, readCheckpoint } from './checkpoint.ts'

const ROOT = Buffer.alloc(32, 7).toString('base64')
const SIGNATURE = Buffer.alloc(68, 9).toString('base64')
const note = (body: string, ...lines: readonly string[]): string =>
  `${body}\n\n${lines.map((line) => `${line}\n`).join('')}`

const good: readonly [why: string, text: string, origin: string, signatures: number][] = [
  ['one signature', note(`log.example\n5\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`), 'log.example', 1],
  [
    'a tree named in the origin',
    note(`log.example - 12\n0\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`),
    'log.example - 12',
    1,
  ],
  [
    'a line of its own behind the root',
    note(`log.example\n5\n${ROOT}\nTimestamp: 1`, `\u2014 log.example ${SIGNATURE}`),
    'log.example',
    1,
  ],
  [
    'a witness',
    note(`log.example\n5\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`, `\u2014 w.example ${SIGNATURE}`),
    'log.example',
    2,
  ],
]
for (const [why, text, origin, signatures] of good) {
  test(`checkpoint: ${why}`, () => {
    const read = readCheckpoint(text)
    assert(read.ok)
    assert.equal(read.value.origin, origin)
    assert.equal(read.value.signatures.length, signatures)
    assert.equal(Buffer.from(read.value.signed).toString(), text.slice(0, text.indexOf('\n\n') + 1))
  })
}

const bad: readonly [why: string, text: string][] = [
  ['nothing', ''],
  ['no empty line', `log.example\n5\n${ROOT}\n\u2014 log.example ${SIGNATURE}\n`],
  ['no line end', note(`log.example\n5\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`).trimEnd()],
  ['no signature', `log.example\n5\n${ROOT}\n\n`],
  ['no origin', note(`\n5\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`)],
  ['no size', note(`log.example\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`)],
  ['a size with a zero in front', note(`log.example\n05\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`)],
  ['a negative size', note(`log.example\n-5\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`)],
  ['a size beyond 2^53', note(`log.example\n9007199254740993\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`)],
  [
    'a root of 31 bytes',
    note(`log.example\n5\n${Buffer.alloc(31).toString('base64')}`, `\u2014 log.example ${SIGNATURE}`),
  ],
  ['a hyphen for the dash', note(`log.example\n5\n${ROOT}`, `- log.example ${SIGNATURE}`)],
  ['a signature without a name', note(`log.example\n5\n${ROOT}`, `\u2014  ${SIGNATURE}`)],
  ['a signature that is no base64', note(`log.example\n5\n${ROOT}`, '\u2014 log.example !')],
  ['a signature of four bytes', note(`log.example\n5\n${ROOT}`, '\u2014 log.example AAAAAA==')],
  ['an empty line among the signatures', note(`log.example\n5\n${ROOT}`, `\u2014 log.example ${SIGNATURE}`, '')],
  ['65 signatures', note(`log.example\n5\n${ROOT}`, ...Array<string>(65).fill(`\u2014 log.example ${SIGNATURE}`))],
  ['more than fits', note(`log.example\n5\n${ROOT}\n${'x'.repeat(70_000)}`, `\u2014 log.example ${SIGNATURE}`)],
]
for (const [why, text] of bad) {
  test(`checkpoint refuses ${why}`, () => {
    const read = readCheckpoint(text)
    assert(!read.ok && read.fault.code === 'CHECKPOINT_MALFORMED', JSON.stringify(read))
  })
}

const hosts: readonly [address: string, name: string][] = [
  ['https://rekor.sigstore.dev', 'rekor.sigstore.dev'],
  ['https://rekor.sigstore.dev/', 'rekor.sigstore.dev'],
  ['http://localhost:8000', 'localhost:8000'],
  ['https://log.example/2025', 'log.example/2025'],
  ['no address', 'no address'],
]
for (const [address, name] of hosts)
  test(`the log at ${address} is named ${name}`, () => assert.equal(hostOf(address), name))
