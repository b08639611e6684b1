import assert from 'node:assert/strict'
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Environment } from '#desk/cna'
import { startSandbox } from '#sandbox'
import { buildTour, writeTourFacts } from '../../src/cli/tour-repository.ts'
import { commandLine, wordsOf } from '../worlds/command-line.ts'
import { git } from '../worlds/repository.ts'
import { asPrinted, parseTranscript, type Transcript, writeTranscript } from './transcript.ts'

/*
 * Each session in a file beside this one is typed again, in a folder of its own that is shown as `~`, and must print the same.
 * `UPDATE=1 node --test test/transcripts/transcripts.test.ts` writes what it prints now; read the difference like code.
 *
 * A file `NAME (repository)` is a git repository: `tour` makes the one of the tour, `tour with facts` also its steward.yaml and
 * its advisory LSF-2030-1, `empty` one without a commit; every other line is given to git. A file `(CVE Services)` is a sandbox that
 * the session speaks to, with the clock and the seed that it names in JSON; its port is shown as PORT, and new keys as KEY. Besides `steward` a session knows `git`, `cat`, `ls` and `cd`. An exit code
 * that is not 0 is printed as `[exit n]`.
 */

const here = fileURLToPath(new URL('.', import.meta.url))
const ground = mkdtempSync(path.join(os.tmpdir(), 'steward-transcripts-'))
before(async () => {
  const { world } = commandLine(ground)
  const repository = await buildTour(world, path.join(ground, 'bare', 'lantern'))
  const folder = path.join(ground, 'with facts', 'lantern')
  cpSync(path.join(ground, 'bare', 'lantern'), folder, { recursive: true })
  const { run } = commandLine(folder)
  const names =
    '--vendor "Lantern Software Foundation" --product Lantern --prefix LSF --repository https://git.example/lantern'
  const said = [
    await run(`init --yes ${names} --short-name LSF --org-id 3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61`),
    await run(`advisory new --fix ${repository.fix}`),
    await run(`backports LSF-2030-1 --accept ${repository.backport}`),
  ]
  assert(
    said.every(({ exit }) => exit === 0),
    JSON.stringify(said),
  )
  await writeTourFacts({ ...world, folder }, 'advisories/2030/LSF-2030-1.md', repository)
})
after(() => rmSync(ground, { recursive: true, force: true }))

for (const name of globSync('*.txt', { cwd: here }).sort()) {
  test(name.replace(/\.txt$/, ''), async (t) => {
    const file = path.join(here, name)
    const text = readFileSync(file, 'utf8')
    const transcript = parseTranscript(text)
    const home = path.join(ground, 'homes', path.parse(name).name)
    mkdirSync(home, { recursive: true })
    layOut(transcript, home)
    const services = await openServices(transcript)
    t.after(services.close)
    const printed = writeTranscript(await perform(transcript, home, services))
    if (process.env.UPDATE === '1') writeFileSync(file, printed)
    else assert.equal(printed, text)
  })
}

function layOut({ files }: Transcript, home: string): void {
  for (const [name, text] of files) {
    if (name === SERVICES) continue
    const [, folder] = /^(.+) \(repository\)$/.exec(name) ?? []
    const target = path.join(home, folder ?? name)
    if (folder === undefined) {
      mkdirSync(path.dirname(target), { recursive: true })
      writeFileSync(target, text)
      continue
    }
    for (const line of text.trim().split('\n')) {
      if (line === 'tour') cpSync(path.join(ground, 'bare', 'lantern'), target, { recursive: true })
      else if (line === 'tour with facts')
        cpSync(path.join(ground, 'with facts', 'lantern'), target, { recursive: true })
      else if (line === 'empty') {
        mkdirSync(target, { recursive: true })
        git(target, ['init', '--quiet', '--initial-branch=main'])
      } else git(target, wordsOf(line))
    }
  }
}

/** The same session with what it prints now. */
async function perform({ parts, files }: Transcript, home: string, services: Services): Promise<Transcript> {
  let folder = home
  const type = async (command: string): Promise<readonly string[]> => {
    const [program = '', ...words] = wordsOf(command.replaceAll('\\\n', ' '))
    switch (program) {
      case 'steward': {
        const { exit, out, err } = await commandLine(folder, {}, services.environment).run(words)
        return [
          ...linesOf(out).map(asPrinted),
          ...linesOf(err).map((line) => `! ${line}`),
          ...(exit === 0 ? [] : [`[exit ${exit}]`]),
        ]
      }
      case 'cd':
        folder = path.resolve(folder, words[0] ?? home)
        assert(existsSync(folder), `no folder ${folder}`)
        return []
      case 'git':
        return linesOf(git(folder, words))
      case 'cat':
        return words.flatMap((word) => linesOf(readFileSync(path.resolve(folder, word), 'utf8')).map(asPrinted))
      case 'ls':
        return globSync('**', { cwd: path.resolve(folder, words[0] ?? '.'), exclude: ['.git'], withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
          .sort()
      default:
        throw new Error(`a session knows no ${program}`)
    }
  }
  const performed: Transcript['parts'][number][] = []
  for (const part of parts) {
    if (part.kind === 'prose') performed.push(part)
    else {
      const printed = await type(part.command)
      performed.push({ ...part, printed: printed.map((line) => services.shown(line.replaceAll(home, '~')).trimEnd()) })
      for (const line of printed) assert(line === line.trimEnd(), `blanks at the end of ${JSON.stringify(line)}`)
    }
  }
  return { parts: performed, files }
}

const SERVICES = '(CVE Services)'

interface Services {
  readonly environment: Environment
  shown(line: string): string
  close(): Promise<void>
}

/**
 * The sandbox of a session, where it has one. Its file has options: `{"clock": "=2030-02-20T09:00:00Z", "seed": {...}}`; `as`
 * is the organisation that speaks, if it is another one than LSF.
 */
async function openServices({ files }: Transcript): Promise<Services> {
  const text = files.get(SERVICES)
  if (text === undefined) return { environment: {}, shown: (line) => line, close: async () => undefined }
  const { seed = {}, as, ...options } = JSON.parse(text)
  const who = { org: 'LSF', user: 'alex@lantern.example', key: 'rehearsal-key-0123456789' }
  const started = await startSandbox({
    ...who,
    ...options,
    seed: { source: SERVICES, text: JSON.stringify(seed) },
    years: ['2030'],
    randomSeed: 1,
  })
  assert(started.ok, JSON.stringify(started))
  const { url, port, close } = started.value
  return {
    environment: { CVE_API_URL: url, CVE_ORG: as ?? who.org, CVE_USER: who.user, CVE_API_KEY: who.key },
    shown: (line) => line.replaceAll(`:${port}/`, ':PORT/').replaceAll(/\b[0-9a-f]{36}\b/g, 'KEY'),
    close,
  }
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
