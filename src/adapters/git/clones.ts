import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { gitFlags } from '#desk/outbound'
import type { Clones } from '#desk/projects'
import { fail, ok, type Result } from '#fault'
import { openRepository } from './repository.ts'
import { type GitCode, runGit } from './run-git.ts'

/**
 * Bare clones below one folder. Branches and tags are as at the origin, under the same names; the objects of what is gone stay until
 * git's own housekeeping, which the desk never runs.
 */
export function localClones(folder: string, program = 'git'): Clones {
  const folderOf = (name: string): string => path.join(folder, name)
  return {
    folderOf,
    async fetch(name, from, progress) {
      const made = await makeBare(program, folder, name)
      if (!made.ok) return made
      const repository = openRepository(folderOf(name), { program })
      if (!repository.ok) return repository
      const fetch = [
        'fetch',
        '--progress',
        '--force',
        '--prune',
        '--no-tags',
        '--no-recurse-submodules',
        '--no-auto-maintenance',
      ]
      const names = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*']
      const listen = progressLines(progress)
      const fetched = await runGit(repository.value, {
        stages: [[...gitFlags(from), ...fetch, '--end-of-options', from.remote, ...names]],
        onOutput: () => undefined,
        onWords: listen,
        network: true,
      })
      return fetched.ok ? ok(undefined) : fetched
    },
    remove: (name) => rm(folderOf(name), { recursive: true, force: true }),
  }
}

/** An empty bare repository, there as a whole or not at all. */
async function makeBare(program: string, folder: string, name: string): Promise<Result<void, GitCode>> {
  const place = path.join(folder, name)
  if (existsSync(path.join(place, 'HEAD'))) return ok(undefined)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const beside = `${place}.new`
  await rm(beside, { recursive: true, force: true })
  const status = await new Promise<number | null>((resolve) => {
    const args = ['init', '--quiet', '--bare', '--initial-branch=main', '--template=', beside]
    const child = spawn(program, args, { stdio: 'ignore', env: { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: '1' } })
    child.on('error', () => resolve(null))
    child.on('close', resolve)
  })
  if (status === null) return missing(program)
  if (status !== 0) {
    return fail({ code: 'GIT_FAILED', kind: 'refused', message: `git init in the data folder ended with ${status}` })
  }
  await rename(beside, place)
  return ok(undefined)
}

function missing(program: string): Result<never, GitCode> {
  return fail({
    code: 'GIT_MISSING',
    kind: 'absent',
    message: `cannot run ${JSON.stringify(program)}: there is no such program`,
    hint: 'install git 2.37 or later',
  })
}

/** Reads git's progress: `Receiving objects:  42% (420/1000)`. Each step and each whole percentage is told once. */
function progressLines(progress: (step: string, share?: number) => void): (words: string) => void {
  let told = ''
  return (words) => {
    for (const line of words.split(/[\r\n]/)) {
      const [, step, percent] = /^(?:remote: )?([A-Z][A-Za-z ]{2,40}):\s+(\d{1,3})%/.exec(line) ?? []
      if (step === undefined || percent === undefined || told === step + percent) continue
      told = step + percent
      progress(step, Number(percent) / 100)
    }
  }
}
