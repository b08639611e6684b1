import path from 'node:path'
import { fail, type Result } from '#fault'
import type { History } from '#history'
import type { World } from './world.ts'

/** The two places a history can come from. */
export const historyFlags = {
  graph: { type: 'string', value: 'FILE', about: 'a graph file, plain or gzip (`steward history export` writes one)' },
  repo: { type: 'string', value: 'DIR', about: 'a git repository; the current folder when neither is given' },
} as const

/** The history that the flags name. */
export async function openHistory(
  values: { readonly graph: string | undefined; readonly repo: string | undefined },
  world: World,
): Promise<Result<History>> {
  if (values.graph !== undefined && values.repo !== undefined) {
    return fail({
      code: 'USAGE_SOURCE',
      kind: 'invalid',
      message: '--graph and --repo exclude each other',
      hint: 'give one of them',
    })
  }
  if (values.graph !== undefined) return world.repositories.graph(path.resolve(world.folder, values.graph))
  return world.repositories.history(path.resolve(world.folder, values.repo ?? '.'))
}
