/**
 * The workspace that bad inputs are put into: one project, one repository, one vulnerability, in step with its records.
 *
 * @module
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../worlds/command-line.ts'
import { repository } from '../worlds/repository.ts'

/** Relative to the workspace. */
export const FACTS_FILE = 'advisories/2030/LSF-2030-1.md'
export const OSV_FILE = 'records/osv/x_LSF-2030-1.json'
export const CVE_FILE = 'records/cve/CVE-2030-10421.json'

export interface Base {
  /** The folder that {@link freshWorkspace} copies. */
  readonly folder: string
  /** The repository beside it, `../lantern`; nobody writes into it. */
  readonly clone: string
  readonly introduced: string
  readonly fix: string
}

/** Builds the repository and a workspace that was synced once, so that a second sync has nothing to write. */
export async function buildBase(root: string): Promise<Base> {
  const clone = path.join(root, 'lantern')
  const hashes = repository(
    clone,
    [
      { id: 'start' },
      { id: 'bug', files: { 'clean.py': 'remove(folder)\n' } },
      { id: 'r0', message: 'Lantern 3.13.0' },
      { id: 'r1', message: 'Lantern 3.13.1' },
      { id: 'fix', message: 'Refuse links', files: { 'clean.py': 'refuse_links(folder)\nremove(folder)\n' } },
      { id: 'r2', message: 'Lantern 3.13.2' },
    ],
    { tags: { 'v3.12.0': 'start', 'v3.13.0': 'r0', 'v3.13.1': 'r1', 'v3.13.2': 'r2' } },
  )
  const base: Base = {
    folder: path.join(root, 'base'),
    clone,
    introduced: hashes.get('bug')!,
    fix: hashes.get('fix')!,
  }
  put(base.folder, { 'steward.yaml': projectText(), [FACTS_FILE]: factsText(base) })
  const synced = await commandLine(base.folder).run('sync --offline --apply')
  if (synced.exit !== 0) throw new Error(`the base workspace cannot be synced:\n${synced.out}${synced.err}`)
  return base
}

/** A copy of the base to spoil. */
export function freshWorkspace(base: Base, folder: string): void {
  cpSync(base.folder, folder, { recursive: true })
}

/** Writes files below a folder, which are made as needed. */
export function put(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), content)
  }
}

/** Lines of YAML by their key. Undefined takes a line away, another text stands in its place, a new key comes last. */
export type Lines = Readonly<Record<string, string | undefined>>

/** `steward.yaml` with some lines changed. */
export function projectText(changed: Lines = {}): string {
  return textOf(
    {
      steward: 'steward: 1',
      project: 'project: lantern',
      foundation: 'foundation:\n  short-name: LSF\n  org-id: 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61',
      repository: 'repository: https://git.example/lantern',
      clone: 'clone: ../lantern',
      scheme: 'scheme: python',
      tags: 'tags: [v(version)]',
      branches: "branches:\n  - name: '3.13'\n    ref: main",
      product: 'product:\n  vendor: Lantern Software Foundation\n  product: Lantern',
      osv: 'osv:\n  prefix: LSF',
    },
    changed,
  )
}

/** The facts file with some lines of its front matter changed. Its first line is `---`, so `id` stands in line 2. */
export function factsText({ introduced, fix }: Pick<Base, 'introduced' | 'fix'>, changed: Lines = {}): string {
  const lines = {
    id: 'id: LSF-2030-1',
    cve: 'cve: CVE-2030-10421',
    title: 'title: Link followed while removing a folder',
    state: 'state: published',
    introduced: `introduced: ['${introduced}']`,
    fixes: `fixes:\n  - commits: ['${fix}']`,
    references: 'references:\n  - url: https://lists.example/1\n    tags: [mailing-list]',
  }
  return `---\n${textOf(lines, changed)}---\n\nA link is followed while a folder is removed.\n`
}

function textOf(lines: Lines, changed: Lines): string {
  return Object.values({ ...lines, ...changed })
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n`)
    .join('')
}
