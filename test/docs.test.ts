import assert from 'node:assert/strict'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseProject } from '#project'
import { parseFactsLine, parseVulnerability } from '#vulnerability'
import { commandLine } from './worlds/command-line.ts'

/* What the documentation says is tried: its examples are read by the program, its links lead somewhere, its tables are whole. */

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const pages = globSync('{*.md,docs/**/*.md}', { cwd: root })

/** The fenced blocks of one language. */
const blocks = (file: string, language: string): readonly string[] =>
  [...read(file).matchAll(/^```(\w*)\n(.*?)^```$/gms)].flatMap(([, name, text]) =>
    name === language ? [text ?? ''] : [],
  )

test('docs/steward-yaml.md: the example is a project', () => {
  const [example] = blocks('docs/steward-yaml.md', 'yaml')
  const project = parseProject(example ?? '', 'docs/steward-yaml.md')
  assert(project.ok, JSON.stringify(project))
  assert.equal(project.value.branches.length, 2)
})

test('docs/facts.md: the example is a facts file', () => {
  const [example] = blocks('docs/facts.md', 'markdown')
  const facts = parseVulnerability(example ?? '', 'docs/facts.md')
  assert(facts.ok, JSON.stringify(facts))
  assert.equal(facts.value.overrides.length, 2)
  assert.match(facts.value.workarounds ?? '', /LANTERN_TMP/)
})

test('docs/ranges.md: the example is a line of facts', () => {
  for (const line of blocks('docs/ranges.md', 'json')) assert(parseFactsLine(line.trim(), 'docs/ranges.md', 1).ok, line)
})

test('docs/ranges.md: every conflict of the sources is in the table, and no other', () => {
  const codes = globSync('src/vulnerability/*.ts', { cwd: root })
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => [...read(file).matchAll(/code: '([A-Z_]+)',\s*level:/g)].map((found) => found[1]))
  const listed = [...read('docs/ranges.md').matchAll(/^\| (`[A-Z_`, ]+`) \|/gm)].flatMap((row) =>
    (row[1] ?? '').replaceAll('`', '').split(', '),
  )
  assert.deepEqual(listed.toSorted(), [...new Set(codes)].toSorted())
})

test('every link between pages leads to a file', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((found) => path.join(root, path.dirname(page), found[1] ?? ''))
      .filter((target) => !existsSync(target))
      .map((target) => `${page}: ${path.relative(root, target)}`),
  )
  assert(pages.length > 8)
  assert.deepEqual(broken, [])
})

test('README.md: what its five minutes show is what the tour prints', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-docs-'))
  try {
    const { out } = await commandLine(folder).run('tour')
    const printed = out.split('\n').map((line) => line.trimEnd())
    const section = read('README.md').split('## Five minutes')[1]?.split('\n## ')[0] ?? ''
    const shown = [...section.matchAll(/^```console\n(.*?)^```$/gms)].flatMap((block) =>
      (block[1] ?? '').trimEnd().split('\n'),
    )
    assert(shown.length > 20)
    assert.deepEqual(
      shown.filter((line) => !printed.includes(line)),
      [],
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('README.md: what it shows of records is in the transcripts', () => {
  const printed = new Set(globSync('test/transcripts/*.txt', { cwd: root }).flatMap((file) => read(file).split('\n')))
  for (const title of ['Check a record before you publish it', 'Rehearse, then publish']) {
    const section = read('README.md').split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
    const shown = [...section.matchAll(/^```console\n(.*?)^```$/gms)].flatMap((block) =>
      (block[1] ?? '').trimEnd().split('\n'),
    )
    assert(shown.length > 2, title)
    assert.deepEqual(
      shown.filter((line) => !printed.has(line)),
      [],
    )
  }
})

test('README.md: the library example runs and says what it says', async () => {
  const [example] = blocks('README.md', 'ts')
  const said: unknown[] = []
  const { schemeNamed } = await import('#versions')
  const body = (example ?? '').replace(/^import .*$/m, '')
  new Function('schemeNamed', 'console', body)(schemeNamed, { log: (value: unknown) => said.push(value) })
  assert.deepEqual(said, [Number(/\/\/ (-?\d+)/.exec(body)?.[1])])
})
