import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '#fault'
import type { GitCode } from './run-git.ts'

/** An empty bare repository, there as a whole or not at all. */
export async function makeBareRepository(
  program: string,
  folder: string,
  name: string,
): Promise<Result<void, GitCode>> {
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
