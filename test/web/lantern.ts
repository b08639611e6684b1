import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Story } from '../../src/desk/demo/story.ts'

/** A repository in the shape of CPython's: a branch for each minor version, pre-releases on main, fixes carried to branches. */
export interface Lantern {
  readonly folder: string
  /** Full hashes. */
  readonly introduced: string
  readonly fix: string
  remove(): void
}

const BEFORE = 'def extract_all(archive, target):\n    for member in archive:\n        write(member, target)\n'
const AFTER = BEFORE.replace('        write', '        refuse_links(member, target)\n        write')
const IN_OTHER_WORDS = BEFORE.replace('write(member, target)', 'if not leaves(member, target): write(member, target)')

const FIX = 'gh-48190: Refuse links that leave the target'

/** Releases of each branch before the fix. */
const RELEASES = { '3.12': 12, '3.13': 9, '3.14': 1 } as const

export function makeLantern(releases: Readonly<Record<keyof typeof RELEASES, number>> = RELEASES): Lantern {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'steward-lantern-'))
  const story = new Story('2025-01-06T12:00:00Z')
  story.commit('main', 'Start of Lantern', { 'lantern/archive.py': '\n', NEWS: '' })
  story.tag('v3.12.0a1', 'main')
  story.commit('main', 'gh-31000: Follow links on request', { 'lantern/archive.py': BEFORE }, 'introduced')
  for (const [branch, patches] of Object.entries(releases)) {
    story.commit('main', `Last words before ${branch}`, { NEWS: `${branch} soon\n` })
    story.tag(`v${branch}.0rc1`, 'main')
    story.branch(branch, 'main')
    for (let patch = 0; patch < patches; patch++) {
      story.commit(branch, `Lantern ${branch}.${patch}`, { NEWS: `${branch}.${patch}\n` })
      story.tag(`v${branch}.${patch}`, branch)
    }
    const next = `3.${Number(branch.slice(2)) + 1}`
    story.commit('main', `Open ${next}`, { NEWS: `${next} opens\n` })
    story.tag(`v${next}.0a1`, 'main')
  }
  story.commit('main', `${FIX} (GH-48213)`, { 'lantern/archive.py': AFTER }, 'fix')
  story.tag('v3.15.0a2', 'main')
  story.commit('3.14', `[3.14] ${FIX} (GH-48213) (GH-48214)`, { 'lantern/archive.py': AFTER })
  story.tag(`v3.14.${releases['3.14']}`, '3.14')
  story.commit('3.13', `[3.13] ${FIX} (GH-48213) (GH-48215)`, { 'lantern/archive.py': AFTER })
  story.tag(`v3.13.${releases['3.13']}`, '3.13')
  story.commit('3.12', `[3.12] ${FIX} (GH-48213) (GH-48216)`, { 'lantern/archive.py': IN_OTHER_WORDS })

  const git = (args: readonly string[], input = ''): string =>
    execFileSync('git', args, { cwd: folder, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
  git(['init', '--quiet', '--initial-branch=main'])
  git(['remote', 'add', 'origin', 'https://code.hearth.test/hearth/lantern.git'])
  const hashes = git(['fast-import', '--quiet'], story.text()).split('\n')
  git(['reset', '--quiet', '--hard'])
  const named = new Map(story.names.map((name, i) => [name, hashes[i] ?? '']))
  return {
    folder,
    introduced: named.get('introduced') ?? '',
    fix: named.get('fix') ?? '',
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
