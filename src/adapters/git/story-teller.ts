import path from 'node:path'
import { ok, type Result } from '#fault'
import { makeBareRepository } from './bare-repository.ts'
import { openRepository } from './repository.ts'
import { gitText } from './run-git.ts'

/**
 * Tells a history to git: `story` is input of `git fast-import`. The bare repository is made where there is none. What the story asks
 * with `get-mark` is answered, in its order. Told again, the same story leads to the same commits.
 */
export async function tellStory(folder: string, name: string, story: string): Promise<Result<readonly string[]>> {
  const made = await makeBareRepository('git', folder, name)
  if (!made.ok) return made
  const repository = openRepository(path.join(folder, name))
  if (!repository.ok) return repository
  const told = await gitText(repository.value, ['fast-import', '--quiet', '--force'], { input: [story] })
  return told.ok ? ok(told.value.split('\n').filter((line) => line !== '')) : told
}
