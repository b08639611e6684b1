import path from 'node:path'
import { type AnyCommand, COMMON_FLAGS, type CommandEntry, command, EXIT } from '../command.ts'
import { buildTour, releaseTheFix, writeTourFacts } from '../tour-repository.ts'
import type { World } from '../world.ts'

/** The tour runs the other commands as a person would; it gets the table that it stands in. */
export function tour(entries: readonly CommandEntry[]): AnyCommand {
  return command({
    name: 'tour',
    summary: 'five minutes on a real repository made for you',
    about:
      'Makes a small repository with four branches and backports in a temporary folder, states a vulnerability, shows status, renders the record and the OSV file, releases a fix and shows what sync would change. Everything is real, and removed at the end; --keep DIR makes it in a folder that stays.',
    examples: [
      ['steward tour', 'watch'],
      ['steward tour --keep lantern', 'watch, then play with it'],
    ],
    flags: {
      keep: { type: 'string', value: 'DIR', about: 'make it in this folder and leave it there' },
      ...COMMON_FLAGS,
    },
    async run({ values }, world) {
      const folder = values.keep === undefined ? await world.temporaryFolder() : path.resolve(world.folder, values.keep)
      const lantern = path.join(folder, 'lantern')
      if (await world.files.exists(lantern)) {
        world.terminal.err(`steward: ${lantern} exists already [TOUR_EXISTS]`)
        world.terminal.err('steward: hint: name another folder')
        return EXIT.usage
      }
      const there: World = { ...world, folder: lantern, now: () => new Date('2030-02-20T09:00:00Z') }
      const { out } = world.terminal
      const step = async (comment: string, line: string): Promise<void> => {
        out('')
        out(`# ${comment}`)
        out(`$ steward ${line}`)
        const words = line.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? []
        const entry = entries.find(({ name }) => line === name || line.startsWith(`${name} `))
        if (entry === undefined) throw new Error(`the tour names an unknown command: ${line}`)
        await (await entry.load()).execute(words.slice(entry.name.split(' ').length), there)
      }

      const repository = await buildTour(world, lantern)
      out(
        `Lantern: four branches, ${repository.releases} releases, ${values.keep === undefined ? 'in a temporary folder' : `in ${lantern}`}`,
      )
      await step(
        'Look at the repository: tags, version scheme, branches.',
        'init --vendor "Lantern Software Foundation" --product Lantern --prefix LSF --short-name LSF --org-id 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61 --repository https://git.example/lantern --yes',
      )
      await step(
        'A bug was fixed on main. One link starts the advisory; backports are found, the doubtful ones listed.',
        `advisory new --fix https://git.example/lantern/commit/${repository.fix}`,
      )
      await step(
        'The one for 3.13 has only the subject in common. A person looked at it: it is the fix.',
        `backports LSF-2030-1 --accept ${repository.backport.slice(0, 12)}`,
      )
      await writeTourFacts(there, path.join('advisories', '2030', 'LSF-2030-1.md'), repository)
      out('')
      out('# The person writes the title and the description, and names the introducing commit and the finder.')
      await step('Which releases are affected, and why? Git says it for every branch.', 'status LSF-2030-1')
      await step('The same facts as a CVE record ...', 'render LSF-2030-1 --as cve')
      await step('... and as an OSV file.', 'render LSF-2030-1 --as osv')
      await step('Publish: facts and records are written, with the tags as they are now.', 'sync --apply')
      await releaseTheFix(world, lantern)
      out('')
      out('# Two releases come out: 3.14.2 brings the fix, 3.13.9 was tagged without it.')
      await step('What is true now? Every record again, with a reason for each changed version.', 'sync')
      await step('Apply it; a second time there is nothing left to write.', 'sync --apply')
      await step('And once more.', 'sync --apply')
      out('')
      out('Read on: README.md, docs/cli.md. Try it on your own project: `steward init`.')
      return EXIT.done
    },
  })
}
