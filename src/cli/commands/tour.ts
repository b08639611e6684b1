import path from 'node:path'
import { parseJson } from '#json'
import { type AnyCommand, COMMON_FLAGS, type CommandEntry, command, EXIT, reportFault } from '../command.ts'
import { foldJson } from '../fold-json.ts'
import { inkOf } from '../ink.ts'
import { wrap } from '../table.ts'
import { buildTour, releaseTheFix, type TourRepository, writeTourFacts } from '../tour-repository.ts'
import type { World } from '../world.ts'

/** Columns that the tour takes. */
const WIDTH = 100

/** One thing that the tour shows: what a person reads, and the command line that is run. */
interface Step {
  readonly about: string
  readonly words: readonly string[]
  /** Done in silence before the command. */
  readonly before?: () => Promise<void>
}

/** What a step printed. */
interface Told {
  readonly about: string
  readonly command: string
  readonly exit: number
  readonly output: readonly string[]
  readonly errors: readonly string[]
}

/** The tour runs the other commands as a person would; it gets the table that it stands in. */
export function tour(entries: readonly CommandEntry[]): AnyCommand {
  return command({
    name: 'tour',
    summary: 'five minutes on a real repository made for you',
    about:
      'Makes a small repository with four branches and backports in a temporary folder, states a vulnerability, shows status, renders the record and the OSV file, releases a fix and shows what sync would change. Everything is real, and removed at the end; --keep DIR makes it in a folder that stays.',
    examples: [
      ['steward tour', 'watch'],
      ['steward tour --keep playground', 'watch, then play with it'],
    ],
    flags: {
      keep: { type: 'string', value: 'DIR', about: 'make it in this folder and leave it there' },
      ...COMMON_FLAGS,
    },
    async run({ values }, world) {
      const folder = values.keep === undefined ? await world.temporaryFolder() : path.resolve(world.folder, values.keep)
      const lantern = path.join(folder, 'lantern')
      if (await world.files.exists(lantern)) {
        const message = `${lantern} exists already`
        const fault = { code: 'TOUR_EXISTS', kind: 'conflict', message, hint: 'name another folder' } as const
        return reportFault(fault, values.json, world)
      }
      const repository = await buildTour(world, lantern)
      const there: World = { ...world, folder: lantern, now: () => new Date('2030-02-20T09:00:00Z') }
      const print = values.json || values.quiet ? () => undefined : world.terminal.out
      const where = values.keep === undefined ? 'in a temporary folder' : `in ${lantern}`
      print(`Lantern: a library with four branches and ${repository.releases} releases, ${where}`)
      const steps: Told[] = []
      for (const step of stepsOf(repository, world, there)) {
        const told = await take(step, entries, there)
        steps.push(told)
        for (const line of linesOf(told, step, world)) print(line)
        if (told.exit > EXIT.findings) break
      }
      if (values.json) world.terminal.out(JSON.stringify({ steps }))
      const next =
        values.keep === undefined ? 'steward init, in your own project' : `steward status -C ${values.keep}/lantern`
      print('')
      print(`That was the tour; every command has --help. next: ${next}`)
      return steps.at(-1)?.exit ?? EXIT.done
    },
  })
}

function stepsOf(repository: TourRepository, world: World, there: World): readonly Step[] {
  const id = 'LSF-2030-1'
  return [
    {
      about: 'Look at the repository: tags, version scheme, branches. The rest is what no repository knows.',
      words: [
        ...['init', '--yes', '--vendor', 'Lantern Software Foundation', '--product', 'Lantern', '--prefix', 'LSF'],
        ...['--short-name', 'LSF', '--org-id', '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61'],
        ...['--repository', 'https://git.example/lantern'],
      ],
    },
    {
      about: 'A bug was fixed on main. The link of the fix starts the advisory, and its backports are looked for.',
      words: ['advisory', 'new', '--fix', `https://git.example/lantern/commit/${repository.fix}`],
    },
    {
      about: 'The commit on 3.13 shares only its subject with the fix. Somebody looks: it is the same change.',
      words: ['backports', id, '--accept', repository.backport.slice(0, 12)],
    },
    {
      about:
        'In the facts file a person now writes what only people know: title, description, who found it, which commit brought the bug. Which releases are affected, and why? Git says it, branch by branch.',
      words: ['status', id],
      before: () => writeTourFacts(there, path.join('advisories', '2030', `${id}.md`), repository),
    },
    {
      about: 'The same facts as a CVE record (folded here to fit the screen) ...',
      words: ['render', id, '--as', 'cve'],
    },
    {
      about: '... and as an OSV file. --as page, mail and html say the same to people.',
      words: ['render', id, '--as', 'osv'],
    },
    { about: 'Publish: records are written, and where every tag stands is noted.', words: ['sync', '--apply'] },
    {
      about:
        'Weeks later two releases come out. 3.14.2 brings the fix; 3.13.9 was tagged in a hurry, without it. What is true now?',
      words: ['sync'],
      before: () => releaseTheFix(world, there.folder),
    },
    { about: 'Write it.', words: ['sync', '--apply'] },
    { about: 'Once more: nothing changed, so nothing is written.', words: ['sync', '--apply'] },
  ]
}

/** Runs one step with a terminal that keeps what it is told. */
async function take({ about, words, before }: Step, entries: readonly CommandEntry[], there: World): Promise<Told> {
  await before?.()
  const entry = entries.find(({ name }) => name.split(' ').every((part, i) => words[i] === part))
  if (entry === undefined) throw new Error(`the tour names an unknown command: ${words.join(' ')}`)
  let output = ''
  const errors: string[] = []
  const terminal: World['terminal'] = {
    ...there.terminal,
    write: (text) => {
      output += text
    },
    out: (line) => {
      output += `${line}
`
    },
    err: (line) => {
      errors.push(line)
    },
  }
  const loaded = await entry.load()
  const exit = await loaded.execute(words.slice(entry.name.split(' ').length), { ...there, terminal })
  return {
    about,
    command: ['steward', ...words.map(quoted)].join(' '),
    exit,
    output: output.split('\n').slice(0, -1),
    errors,
  }
}

function linesOf(
  { about, command: line, output, errors }: Told,
  { words }: Step,
  { terminal }: World,
): readonly string[] {
  const ink = inkOf(terminal)
  const shown = words[0] === 'render' ? folded(output) : output
  return [
    '',
    ...wrap(`# ${about}`, WIDTH).map((part, i) => ink('notice', i === 0 ? part : `# ${part}`)),
    ...commandLines(line).map((part) => ink('command', part)),
    ...shown,
    ...errors,
  ]
}

/** `$ steward ...`, broken before a flag where it is too long for a line. */
function commandLines(line: string): readonly string[] {
  const parts = wrap(line.replaceAll(' --', '\0--'), WIDTH - 6, '\0').map((part) => part.replaceAll('\0', ' '))
  return parts.map((part, i) => `${i === 0 ? '$ ' : '      '}${part}${i < parts.length - 1 ? ' \\' : ''}`)
}

/** A JSON document in as few lines as can be read; any other text as it is. */
function folded(lines: readonly string[]): readonly string[] {
  const document = parseJson(lines.join('\n'))
  return document.ok ? foldJson(document.value.value, WIDTH).split('\n') : lines
}

/** A word as a shell wants it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
