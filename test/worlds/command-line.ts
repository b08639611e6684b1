import assert from 'node:assert/strict'
/**
 * The command line in this process: real files and real git in one folder, a fixed clock, a terminal that is written down.
 *
 * @module
 */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { archiveWriter, localArchive, readArtifact } from '#adapters/artifacts'
import { localCna } from '#adapters/cve-services'
import { diskSpools, localFiles } from '#adapters/files'
import { localRepositories } from '#adapters/git'
import { retrieveEntries } from '#adapters/rekor'
import { localSigning } from '#adapters/signing'
import { localTrustedRoots } from '#adapters/tuf'
import { runCli, type Terminal, type World } from '#cli'
import type { Environment } from '#desk/cna'
import { startSandbox } from '#sandbox'
import { auditThreads, planThreads } from '../../src/main/archive-threads.ts'
import { checkThreads } from '../../src/main/check-threads.ts'
import { deskKeeping } from '../../src/main/desk-keeping.ts'
import { serveDesk } from '../../src/main/serve.ts'
import { git } from './repository.ts'

/** The moment at which every command of a test runs. */
export const NOW = '2030-02-20T09:00:00Z'

export interface Said {
  readonly exit: number
  readonly out: string
  readonly err: string
}

export interface CommandLine {
  /** Runs one command, without the word `steward`: a line as a person types it, or its words. */
  run(command: string | readonly string[]): Promise<Said>
  readonly world: World
}

/**
 * A command line that stands in `folder`. `differs` replaces parts of the terminal: answers, colours, a width. `environment`: the
 * variables that say where CVE Services are. `now`: for what speaks to a clock elsewhere.
 */
export function commandLine(
  folder: string,
  differs: Partial<Terminal> = {},
  environment: Environment = {},
  now: () => Date = () => new Date(NOW),
): CommandLine {
  let out = ''
  let err = ''
  const terminal: Terminal = {
    write: (text) => {
      out += text
    },
    out: (line) => {
      out += `${line}\n`
    },
    err: (line) => {
      err += `${line}\n`
    },
    ask: (question) => Promise.reject(new Error(`nobody is there to answer: ${question}`)),
    status: () => undefined,
    colour: false,
    interactive: false,
    columns: 100,
    ...differs,
  }
  const world: World = {
    folder,
    now,
    version: '0.0.0',
    files: localFiles,
    repositories: localRepositories,
    cna: async () => localCna(environment, '0.0.0'),
    releases: async () => ({
      artifact: readArtifact,
      roots: localTrustedRoots(join(folder, 'steward-data'), localFiles, () => Date.parse(NOW)),
      signing: async () => localSigning(Date.now),
    }),
    archives: async () => ({
      reader: localArchive,
      writer: archiveWriter(),
      audits: auditThreads,
      plans: planThreads,
      spools: diskSpools(),
      askLog: retrieveEntries,
    }),
    terminal,
    checks: checkThreads,
    web: {
      look: async (url) => Promise.reject(new Error(`${url} was asked for`)),
      read: async (url) => Promise.reject(new Error(`${url} was asked for`)),
    },
    // A real one, which somebody stops as soon as it answers.
    sandbox: { start: startSandbox, interrupted: async () => undefined },
    // A real one here too, which ends as soon as it answers.
    desk: {
      serve: (request) => serveDesk(request, environment, '0.0.0'),
      work: () => assert.fail('no test of the command line works for a desk'),
      keeping: async () => deskKeeping,
      interrupted: async () => undefined,
      environment: {},
    },
    threads: 2,
    stopAsked: () => () => false,
    temporaryFolder: async () => mkdtempSync(join(folder, 'tour-')),
    git: async (dir, words, input) => git(dir, words, input),
  }
  const run = async (command: string | readonly string[]): Promise<Said> => {
    out = ''
    err = ''
    const exit = await runCli(typeof command === 'string' ? wordsOf(command) : command, world)
    return { exit, out, err }
  }
  return { run, world }
}

/** The words of a line as a shell takes them apart: blanks, single and double quotes, a backslash before one character. */
export function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/g) ?? []
  return words.map((word) =>
    word.replace(
      /'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)/g,
      (_, single?: string, double?: string, one?: string) =>
        single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? one ?? '',
    ),
  )
}
