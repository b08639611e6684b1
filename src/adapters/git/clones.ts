import { rm } from 'node:fs/promises'
import path from 'node:path'
import { gitFlags } from '#desk/outbound'
import type { Clones } from '#desk/projects'
import { ok } from '#fault'
import { makeBareRepository } from './bare-repository.ts'
import { openRepository } from './repository.ts'
import { runGit } from './run-git.ts'

/**
 * Bare clones below one folder. Branches and tags are as at the origin, under the same names; the objects of what is gone stay until
 * git's own housekeeping, which the desk never runs.
 */
export function localClones(folder: string, program = 'git'): Clones {
  const folderOf = (name: string): string => path.join(folder, name)
  return {
    folderOf,
    async fetch(name, from, progress) {
      const made = await makeBareRepository(program, folder, name)
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
