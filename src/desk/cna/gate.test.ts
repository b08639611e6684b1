import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CnaContainer, CveRecord } from '#cve'
import type { Finding } from '#lint'
import { parseWaiver, passGate, type Waiver } from './gate.ts'

const good: CnaContainer = {
  providerMetadata: { orgId: '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61' },
  descriptions: [{ lang: 'en', value: 'A bug.' }],
  affected: [{ vendor: 'LSF', product: 'Lantern', defaultStatus: 'affected' }],
  references: [{ url: 'https://lantern.example/1' }],
}
const record = (cna: CnaContainer): CveRecord => ({
  dataType: 'CVE_RECORD',
  dataVersion: '5.2.0',
  cveMetadata: { cveId: 'CVE-2030-1001', state: 'PUBLISHED' },
  containers: { cna },
})
const finding = (code: Finding['code'], level: Finding['level']): Finding => ({
  code,
  name: 'a-rule',
  level,
  at: '/containers/cna/affected/0',
  message: 'something is wrong',
})
const waiver = (code: string): Waiver => ({ code, reason: 'agreed with upstream' })

const cases: readonly [
  why: string,
  cna: CnaContainer,
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  is: string,
][] = [
  ['nothing found', good, [], [], 'passed'],
  ['warnings and infos do not stop it', good, [finding('STW203', 'warning'), finding('STW204', 'info')], [], 'passed'],
  ['an error stops it', good, [finding('STW211', 'error')], [], 'CNA_FINDINGS STW211'],
  ['a waived error does not', good, [finding('STW211', 'error')], [waiver('STW211')], 'passed, 1 waived'],
  [
    'a waiver is for one rule',
    good,
    [finding('STW211', 'error'), finding('STW212', 'error')],
    [waiver('STW211')],
    'CNA_FINDINGS STW212',
  ],
  ['a waiver for nothing', good, [], [waiver('STW211')], 'passed'],
  [
    'the schema cannot be waived',
    { ...good, references: [] },
    [finding('STW003', 'error')],
    [waiver('STW003')],
    'CNA_SCHEMA',
  ],
]
for (const [why, cna, findings, waivers, is] of cases) {
  test(`the last look: ${why}`, () => {
    const passed = passGate(record(cna), findings, waivers)
    const waived = passed.ok && passed.value.length > 0 ? `, ${passed.value.length} waived` : ''
    const codes = passed.ok ? [] : [passed.fault.code, ...(passed.fault.also ?? []).map(({ code }) => code)]
    assert.equal(passed.ok ? `passed${waived}` : codes.join(' '), is)
  })
}

const waivers: readonly [text: string, is: Waiver | undefined][] = [
  ['STW203=upstream gives no bounds', { code: 'STW203', reason: 'upstream gives no bounds' }],
  ['STW203= with = inside ', { code: 'STW203', reason: 'with = inside' }],
  ['STW203', undefined],
  ['STW203=', undefined],
  ['STW203=  ', undefined],
  ['stw203=reason', undefined],
  ['STW20=reason', undefined],
]
for (const [text, is] of waivers) {
  test(`a waiver: ${JSON.stringify(text)}`, () => {
    const read = parseWaiver(text)
    assert.deepEqual(read.ok ? read.value : undefined, is)
  })
}
