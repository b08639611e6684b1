import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Fault, ok, type Result } from '#fault'
import { parseCapecId, parseCweId } from '#ids'
import { type AttackPattern, parseOfficialCatalogue, type Weakness } from '#weaknesses'

async function* linesOf(text: string): AsyncGenerator<Result<string>> {
  for (const line of text.split('\n')) yield ok(line)
}

const read = (text: string): ReturnType<typeof parseOfficialCatalogue> => parseOfficialCatalogue(linesOf(text), 'c.xml')
const sample = (name: string): string => readFileSync(new URL(`testdata/${name}.xml`, import.meta.url), 'utf8')

async function cweSample(): Promise<ReadonlyMap<string, Weakness>> {
  const catalogue = await read(sample('cwe'))
  assert(catalogue.ok && catalogue.value.name === 'cwe', JSON.stringify(catalogue))
  const { version, date, whole, entries } = catalogue.value.listing
  assert.deepEqual({ version, date, whole }, { version: '4.99', date: '2030-01-31', whole: true })
  return entries
}

async function capecSample(): Promise<ReadonlyMap<string, AttackPattern>> {
  const catalogue = await read(sample('capec'))
  assert(catalogue.ok && catalogue.value.name === 'capec', JSON.stringify(catalogue))
  assert.equal(catalogue.value.listing.version, '3.99')
  return catalogue.value.listing.entries
}

test('CWE: every weakness, category and view, sorted by number; no reference', async () => {
  assert.deepEqual(
    [...(await cweSample()).values()].map(({ id, kind, deprecated }) => [id, kind, deprecated]),
    [
      ['CWE-16', 'category', false],
      ['CWE-20', 'weakness', false],
      ['CWE-79', 'weakness', false],
      ['CWE-80', 'weakness', false],
      ['CWE-92', 'weakness', true],
      ['CWE-1000', 'view', false],
      ['CWE-1007', 'weakness', false],
    ],
  )
})

test('CWE: an entry with all that is kept, and nothing else', async () => {
  assert.deepEqual((await cweSample()).get('CWE-79'), {
    id: 'CWE-79',
    kind: 'weakness',
    name: "Improper Neutralization of Input During Web Page Generation (XSS or 'Cross-site Scripting')",
    nameCase: 'official',
    deprecated: false,
    abstraction: 'Base',
    mapping: 'allowed-with-review',
    rationale: 'It has children.\nOne of them may fit.',
    terms: ['HTML Injection'],
    attackPatterns: ['CAPEC-63', 'CAPEC-588'],
    description: "Input becomes part of a page, and the browser takes it for the page's own <script>.",
  })
})

const kept: readonly [why: string, id: string, field: keyof Weakness, expected: unknown][] = [
  ['parents are those of the Research Concepts', 'CWE-80', 'parents', ['CWE-79']],
  [
    'what to name instead, with and without a comment',
    'CWE-20',
    'suggestions',
    [{ id: 'CWE-1287', comment: 'a wrong type' }, { id: 'CWE-1288' }],
  ],
  ['a mapping in the words of the schema', 'CWE-20', 'mapping', 'discouraged'],
  ['without notes on mapping a weakness says nothing', 'CWE-1007', 'mapping', 'unstated'],
  ['without notes on mapping a category is prohibited', 'CWE-16', 'mapping', 'prohibited'],
  ['without notes on mapping what is deprecated is prohibited', 'CWE-92', 'mapping', 'prohibited'],
  [
    'a category is described by its summary',
    'CWE-16',
    'description',
    'Weaknesses that come from how something was set up.',
  ],
  [
    'a view is described by its objective, one line for each block',
    'CWE-1000',
    'description',
    'A view for research.\nfirst\nsecond',
  ],
]
for (const [why, id, field, expected] of kept) {
  test(`CWE: ${why}`, async () => assert.deepEqual((await cweSample()).get(id)?.[field], expected))
}

test('CAPEC: attack patterns, categories and views with their links', async () => {
  const entries = await capecSample()
  assert.deepEqual([...entries.keys()], ['CAPEC-63', 'CAPEC-152', 'CAPEC-205', 'CAPEC-1000'])
  assert.deepEqual(entries.get('CAPEC-63'), {
    id: 'CAPEC-63',
    kind: 'attack pattern',
    name: 'Cross-Site Scripting (XSS)',
    nameCase: 'official',
    deprecated: false,
    abstraction: 'Standard',
    description: 'A script is put where others will read it.',
    parents: ['CAPEC-242'],
    weaknesses: ['CWE-79', 'CWE-20'],
  })
  assert.equal(entries.get('CAPEC-205')?.deprecated, true)
  assert.equal(entries.get('CAPEC-205')?.description, undefined)
})

test('the samples name real entries', async () => {
  for (const id of (await cweSample()).keys()) assert(parseCweId(id).ok)
  for (const id of (await capecSample()).keys()) assert(parseCapecId(id).ok)
})

const cwe = (inside: string): string =>
  `<Weakness_Catalog Name="CWE" Version="4.19" xmlns="http://cwe.mitre.org/cwe-7">\n${inside}\n</Weakness_Catalog>`
const weaknesses = (inside: string): string => cwe(`<Weaknesses>\n${inside}\n</Weaknesses>`)
const one = '<Weakness ID="1" Name="N" Status="Draft"/>'

const accepted: readonly [why: string, text: string][] = [
  ['a byte order mark', `\ufeff${weaknesses(one)}`],
  ['a namespace of a later schema', weaknesses(one).replace('cwe-7', 'cwe-9')],
  [
    'prefixes',
    weaknesses(one)
      .replace('xmlns=', 'xmlns:c=')
      .replace(/<(\/?)(?=W)/g, '<$1c:'),
  ],
  ['Windows line ends', weaknesses(one).replaceAll('\n', '\r\n')],
  [
    'elements and attributes that nobody knows',
    weaknesses('<Weakness ID="1" Name="N" Colour="red"><New><Newer/></New></Weakness>'),
  ],
  [
    'attributes named like what every object has',
    weaknesses('<Weakness ID="1" Name="N" hasOwnProperty="a" constructor="b" __proto__="c" toString="d"/>'),
  ],
  ['a comment and a processing instruction', weaknesses(`<!-- c --><?p i?>${one}`)],
]
for (const [why, text] of accepted) {
  test(`accepted: ${why}`, async () => {
    const catalogue = await read(text)
    assert(catalogue.ok, JSON.stringify(catalogue))
    assert.deepEqual([...catalogue.value.listing.entries.keys()], ['CWE-1'])
  })
}

/** A message stays in its line and shows what it quotes. */
const visible = (text: string): string => text.replace(/\p{Cc}/gu, '')

const laughs = `<?xml version="1.0"?>
<!DOCTYPE lolz [
<!ENTITY a "lol">
${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('\n')}
]>
`

const refused: readonly [why: string, text: string, code: string, line: number][] = [
  ['nothing', '', 'XML_MALFORMED', 2],
  ['blanks', ' \n ', 'XML_MALFORMED', 3],
  ['JSON', '{"Weaknesses": []}', 'XML_MALFORMED', 1],
  ['a NUL', 'a\u0000b', 'XML_MALFORMED', 1],
  ['HTML', '<html><body>404</body></html>', 'CATALOG_OTHER_ROOT', 1],
  [
    'another catalogue of the same kind',
    '<cpe-list xmlns="http://cpe.mitre.org/dictionary/2.0"/>',
    'CATALOG_OTHER_ROOT',
    1,
  ],
  [
    'CWE 2, which counts otherwise',
    '<Weakness_Catalog Catalog_Name="CWE" Catalog_Version="2.11"/>',
    'CATALOG_NO_VERSION',
    1,
  ],
  ['a version of words', cwe('').replace('4.19', 'latest'), 'CATALOG_NO_VERSION', 1],
  ['a catalogue without entries', cwe(''), 'CATALOG_EMPTY', 0],
  ['one that was cut off', weaknesses(one).slice(0, -5), 'XML_MALFORMED', 6],
  ['one that was cut off in a tag', weaknesses(one).slice(0, 110), 'XML_MALFORMED', 4],
  ['a second root', `${weaknesses(one)}\n${weaknesses(one)}`, 'XML_MALFORMED', 6],
  ['text behind the end', `${weaknesses(one)}\nrm -rf`, 'XML_MALFORMED', 6],
  ['tags that cross', weaknesses('<Weakness ID="1" Name="N"></Weaknesses></Weakness>'), 'XML_MALFORMED', 3],
  ['an entity of HTML', weaknesses('<Weakness ID="1" Name="N&nbsp;N"/>'), 'XML_MALFORMED', 3],
  ['an entity that every object has', weaknesses('<Weakness ID="1" Name="N&constructor;"/>'), 'XML_MALFORMED', 3],
  ['a prefix that stands for nothing', weaknesses('<Weakness ID="1" Name="N"><x:p/></Weakness>'), 'XML_MALFORMED', 3],
  ['a billion laughs', `${laughs}${weaknesses(one).replace('"N"', '"&j;"')}`, 'XML_DOCTYPE', 13],
  [
    'a file of the reader as an entity',
    `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n${weaknesses(one)}`,
    'XML_DOCTYPE',
    1,
  ],
  [
    'a document type at an address',
    `<!DOCTYPE r SYSTEM "https://evil.example/r.dtd">\n${weaknesses(one)}`,
    'XML_DOCTYPE',
    1,
  ],
  ['the number 0', weaknesses(one.replace('"1"', '"0"')), 'CATALOG_ENTRY', 3],
  ['a number that is none', weaknesses(one.replace('"1"', '"CWE-1"')), 'CATALOG_ENTRY', 3],
  ['an entry without a number', weaknesses('<Weakness Name="N"/>'), 'CATALOG_ENTRY', 3],
  ['an entry without a name', weaknesses('<Weakness ID="1" Name=" "/>'), 'CATALOG_ENTRY', 3],
  ['an entry twice', weaknesses(`${one}\n${one}`), 'CATALOG_SAME_ID', 4],
  [
    'an attack pattern in CWE',
    cwe('<Attack_Patterns><Attack_Pattern ID="1" Name="N"/></Attack_Patterns>'),
    'CATALOG_ENTRY',
    2,
  ],
  [
    'a mapping in a word that Steward does not know',
    weaknesses('<Weakness ID="1" Name="N"><Mapping_Notes><Usage>Perhaps</Usage></Mapping_Notes></Weakness>'),
    'CATALOG_ENTRY',
    3,
  ],
  [
    'a link to no number',
    weaknesses(
      '<Weakness ID="1" Name="N"><Related_Weaknesses><Related_Weakness Nature="ChildOf" CWE_ID="x" View_ID="1000"/></Related_Weaknesses></Weakness>',
    ),
    'CATALOG_ENTRY',
    3,
  ],
]
for (const [why, text, code, line] of refused) {
  test(`refused: ${why}`, async () => {
    const catalogue = await read(text)
    assert(!catalogue.ok)
    assert.equal(catalogue.fault.code, code, catalogue.fault.message)
    assert.equal(catalogue.fault.place?.source, 'c.xml')
    assert.equal(catalogue.fault.place?.line ?? 0, line)
    assert.equal(catalogue.fault.message, visible(catalogue.fault.message))
  })
}

const million = 1_000_000
const huge: readonly [why: string, text: () => string, code: string][] = [
  ['an attribute', () => weaknesses(one.replace('"N"', `"${'N'.repeat(million)}"`)), 'XML_MALFORMED'],
  ['a name of an element', () => weaknesses(`<${'N'.repeat(million)}/>`), 'XML_MALFORMED'],
  ['a comment', () => weaknesses(`<!-- ${'-x'.repeat(million)} -->`), 'XML_MALFORMED'],
  ['blanks in a tag', () => weaknesses(`<Weakness ${' '.repeat(million)}/>`), 'XML_TOO_LARGE'],
  [
    'attributes',
    () => weaknesses(`<Weakness ${Array.from({ length: 100_000 }, (_, i) => `a${i}=""`).join(' ')}/>`),
    'XML_TOO_LARGE',
  ],
  [
    'some attributes',
    () => weaknesses(`<Weakness ${Array.from({ length: 100 }, (_, i) => `a${i}=""`).join(' ')}/>`),
    'XML_TOO_LARGE',
  ],
  ['nesting', () => weaknesses('<Weakness ID="1" Name="N">'.repeat(million / 10)), 'XML_TOO_LARGE'],
  [
    'a description',
    () => weaknesses(`<Weakness ID="1" Name="N"><Description>${'d '.repeat(million)}</Description></Weakness>`),
    'CATALOG_ENTRY_TOO_LARGE',
  ],
  [
    'references to characters',
    () => weaknesses(`<Weakness ID="1" Name="N"><Description>${'&#65;'.repeat(million)}</Description></Weakness>`),
    'XML_TOO_LARGE',
  ],
  [
    'links',
    () =>
      weaknesses(
        `<Weakness ID="1" Name="N"><Related_Weaknesses>${'<Related_Weakness/>'.repeat(100_000)}</Related_Weaknesses></Weakness>`,
      ),
    'CATALOG_ENTRY_TOO_LARGE',
  ],
  [
    'entries',
    () => weaknesses(Array.from({ length: 20_001 }, (_, i) => `<Weakness ID="${i + 1}" Name="N"/>`).join('\n')),
    'CATALOG_TOO_MANY',
  ],
  ['a document type', () => `<!DOCTYPE r [${'<!ENTITY x "y">'.repeat(million / 10)}`, 'XML_MALFORMED'],
]
for (const [why, text, code] of huge) {
  test(`too much: ${why}`, async () => {
    const start = performance.now()
    const catalogue = await read(text())
    assert(!catalogue.ok)
    assert.equal(catalogue.fault.code, code, catalogue.fault.message)
    assert((catalogue.fault.place?.line ?? 0) >= 1)
    assert(performance.now() - start < 2000, `${performance.now() - start} ms`)
  })
}

test('a fault of the file ends the reading', async () => {
  const gone: Fault = { code: 'FILE_ABSENT', kind: 'absent', message: 'cannot read the file: it does not exist' }
  const catalogue = await parseOfficialCatalogue(
    (async function* () {
      yield { ok: false, fault: gone } as const
    })(),
    'c.xml',
  )
  assert(!catalogue.ok)
  assert.equal(catalogue.fault.code, 'FILE_ABSENT')
})

test('cut or changed anywhere, a file gives a catalogue or a fault with its line, and no exception', async () => {
  const text = sample('cwe')
  const at = fc.nat({ max: text.length })
  const change = fc.record({
    at,
    drop: fc.nat({ max: 40 }),
    put: fc.constantFrom('', '<', '>', '&', '"', '</', '<!', ']]>', '\0', ' ID="7"'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const changed = changes.reduce(
        (now, { at: from, drop, put }) => now.slice(0, from) + put + now.slice(from + drop),
        text,
      )
      const catalogue = await read(changed)
      if (catalogue.ok) assert(catalogue.value.listing.entries.size > 0)
      else assert(catalogue.fault.code === 'CATALOG_EMPTY' || (catalogue.fault.place?.line ?? 0) >= 1)
    }),
    { seed: 20300131, numRuns: 500 },
  )
})
