import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '#json'
import { described } from '../testdata/described.ts'
import { linesOf } from '../testdata/findings-of.ts'

const prose: readonly [why: string, text: string, found: string | undefined][] = [
  [
    'a product of that name',
    'The TODO list of Lantern follows links. It has a mode for users of TODO files.',
    undefined,
  ],
  ['a note', 'Lantern follows links. TODO: say where', 'TODO:'],
  ['a note to somebody', 'Lantern follows links. TODO(ada) say where', 'TODO('],
  ['a note with brackets around it', 'Lantern follows links in [TODO].', '[TODO'],
  ['a note at the beginning of brackets', 'Lantern follows links (TODO ask Ada).', '(TODO'],
  ['to be determined', 'Lantern before TBD follows links.', 'TBD'],
  ['to be mended', 'Lantern follows links. FIXME where?', 'FIXME'],
  [
    'six of them are a pattern of mkstemp',
    'Lantern takes /tmp/lantern-XXXXXX for its own, and XXX for a name.',
    undefined,
  ],
  ['a note of another kind', 'XXX: Lantern follows links.', 'XXX:'],
  ['an ID that was not there yet', 'Lantern follows links, see CVE-2030-XXXX.', 'CVE-2030-XXXX'],
  ['lorem ipsum', 'Lorem ipsum dolor sit amet.', 'Lorem ipsum'],
  ['a template', 'A link is followed in {{ product }} before {{version}}.', '{{ product }}'],
  ['a template of a shell', `A link is followed in \${PRODUCT}, or \${product}.`, `\${product}`],
  ['a template of another kind', 'A link is followed in <%= component %>.', '<%= component %>'],
  ['what an attacker sends', `Lantern renders {{7*7}}, \${jndi:ldap://x} and <%= system %> of a wick.`, undefined],
  ['the sentence of the schema', '[PROBLEMTYPE] in Lantern allows users to delete files.', '[PROBLEMTYPE]'],
  ['brackets of other words', 'Lantern reads the section [VERSION_INFO] and [wick].', undefined],
]
for (const [why, text, found] of prose) {
  test(`STW007: prose with ${why}`, () => {
    const said =
      found === undefined ? [] : [`/descriptions/0/value error the text has the placeholder ${JSON.stringify(found)}`]
    assert.deepEqual(linesOf('STW007', described(text)), said)
  })
}

const affected = (product: JsonObject): JsonObject => ({
  affected: [{ vendor: 'Lantern Software Foundation', product: 'lantern', defaultStatus: 'affected', ...product }],
})
const others: readonly [why: string, container: JsonObject, lines: readonly string[]][] = [
  ['a text that is nothing else', { title: ' XXX ' }, ['/title error title has the placeholder "XXX"']],
  [
    'a name in angle brackets',
    affected({ product: '<product>' }),
    ['/affected/0/product error product has the placeholder "<product>"'],
  ],
  [
    'a name in braces',
    affected({ product: `\${NAME}` }),
    [`/affected/0/product error product has the placeholder "\${NAME}"`],
  ],
  ['a name with braces in it', affected({ product: 'lantern {core}' }), []],
  [
    'a version that is not known yet',
    affected({ versions: [{ version: '0', lessThan: 'TBD', status: 'affected', versionType: 'custom' }] }),
    ['/affected/0/versions/0/lessThan error lessThan has the placeholder "TBD"'],
  ],
  [
    'an address of manuals',
    { references: [{ url: 'https://www.example.com/advisory' }] },
    ['/references/0/url error url has the placeholder "https://www.example.com"'],
  ],
  ['a host that is only like it', { references: [{ url: 'https://example.com.lantern.example/' }] }, []],
  [
    'an attack that names it',
    described('Lantern takes https://example.com for https://example.org in a link.').container ?? {},
    [],
  ],
]
for (const [why, container, lines] of others) {
  test(`STW007: ${why}`, () => assert.deepEqual(linesOf('STW007', { container }), lines))
}
