import path from 'node:path'
import { Story } from '#desk/demo'
import { editFacts, type FactsEdit } from '#vulnerability'
import type { World } from './world.ts'

/** What the tour speaks of. Full hashes. */
export interface TourRepository {
  readonly introduced: string
  readonly fix: string
  /** Carried to 3.13 with the same subject and no other sign. */
  readonly backport: string
  readonly releases: number
}

const FIX = 'Refuse links while cleaning up'
const BEFORE = 'def clean(folder):\n    remove(folder)\n'
const AFTER = 'def clean(folder):\n    refuse_links(folder)\n    remove(folder)\n'
const BACKPORTED = 'def clean(folder):\n    if not is_link(folder):\n        remove(folder)\n'

/** Releases of each branch that are out when the tour starts. */
const PATCHES = { '3.12': 3, '3.13': 9, '3.14': 2 } as const

/**
 * Makes Lantern: the branches 3.12, 3.13, 3.14 and main. Its bug came in with 3.12.0a2; main and 3.14 have the fix unreleased,
 * 3.13 has it in other words under the same subject, 3.12 has none. The same bytes on every machine.
 */
export async function buildTour(world: World, folder: string): Promise<TourRepository> {
  const story = new Story()
  story.commit('main', 'Start of Lantern', { 'clean.py': '\n' })
  story.tag('3.12.0a1', 'main')
  story.commit('main', 'Clean temporary folders', { 'clean.py': BEFORE }, 'introduced')
  story.tag('3.12.0a2', 'main')
  story.commit('main', 'Last words before 3.12', { NEWS: '3.12 soon\n' })
  story.tag('3.12.0rc1', 'main')
  for (const [branch, patches] of Object.entries(PATCHES)) {
    story.branch(branch, 'main')
    for (let patch = 0; patch < patches; patch++) release(story, branch, `${branch}.${patch}`)
    const next = `3.${Number(branch.slice(2)) + 1}`
    story.commit('main', `Open ${next}`, { NEWS: `${next} opens\n` })
    story.tag(`${next}.0a1`, 'main')
    if (next === '3.15') continue
    story.commit('main', `Last words before ${next}`, { NEWS: `${next} soon\n` })
    story.tag(`${next}.0rc1`, 'main')
  }
  story.commit('main', FIX, { 'clean.py': AFTER }, 'fix')
  story.commit('3.14', FIX, { 'clean.py': AFTER })
  story.commit('3.13', `[3.13] ${FIX} (GH-31)`, { 'clean.py': BACKPORTED }, 'backport')

  await world.git(world.folder, ['init', '--quiet', '--initial-branch=main', folder])
  const marks = await tell(world, folder, story)
  return { introduced: marks.introduced!, fix: marks.fix!, backport: marks.backport!, releases: story.tags }
}

/** Two releases: 3.14.2 from its branch, with the fix; 3.13.9 in a hurry from 3.13.8, without it. */
export async function releaseTheFix(world: World, folder: string): Promise<void> {
  const story = new Story('2030-03-02T12:00:00Z')
  story.branch('3.14', '3.14')
  release(story, '3.14', '3.14.2')
  story.branch('emergency', 'refs/tags/3.13.8')
  release(story, 'emergency', '3.13.9')
  await tell(world, folder, story)
}

/** What a person writes into the new facts file. */
export async function writeTourFacts(world: World, file: string, { introduced }: TourRepository): Promise<void> {
  const edits: readonly FactsEdit[] = [
    { do: 'set', field: 'cve', value: 'CVE-2030-10421' },
    { do: 'set', field: 'title', value: 'Link followed while removing a temporary directory' },
    { do: 'set', field: 'state', value: 'published' },
    { do: 'set', field: 'introduced', value: [introduced] },
    { do: 'set', field: 'weaknesses', value: ['CWE-59'] },
    { do: 'set', field: 'severity', value: ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N'] },
    { do: 'set', field: 'credits', value: [{ name: 'Mira Solheim', type: 'finder', consent: true }] },
  ]
  const absolute = path.join(world.folder, file)
  const text = await world.files.read(absolute, 1024 * 1024)
  if (!text.ok) throw new Error(text.fault.message)
  const edited = editFacts(text.value, edits)
  if (!edited.ok) throw new Error(edited.fault.message)
  const description =
    'While a temporary directory is removed, `clean()` follows a symbolic link that another user puts in its place, and removes files outside of it.\n'
  const written = await world.files.write(absolute, `${edited.value.trimEnd()}\n\n${description}`)
  if (!written.ok) throw new Error(written.fault.message)
}

function release(story: Story, branch: string, version: string): void {
  story.commit(branch, `Lantern ${version}`, { NEWS: `${version}\n` })
  story.tag(version, branch)
}

/** Hands a story to git, and gives the full hashes of its named commits. */
async function tell(world: World, folder: string, story: Story): Promise<Readonly<Record<string, string>>> {
  const hashes = (await world.git(folder, ['fast-import', '--quiet'], story.text())).split('\n')
  await world.git(folder, ['reset', '--quiet', '--hard'])
  return Object.fromEntries(story.names.map((name, i) => [name, hashes[i] ?? '']))
}
