import path from 'node:path'
import type { CveRecord } from '#cve'
import {
  type CveServices,
  type Item,
  lookUp,
  PLAN_LIMITS,
  type Planned,
  readPlan,
  type SavedStep,
  stepOf,
  type Target,
  writePlan,
} from '#desk/cna'
import { ok, type Result } from '#fault'
import type { CveId } from '#ids'
import type { World } from './world.ts'

/** Writes what would be sent, with the records it was compared with, for a second person to review. */
export async function savePlan<T extends Target>(
  services: CveServices<T>,
  erlcheck: boolean,
  file: string,
  planned: readonly Planned<T>[],
  before: ReadonlyMap<CveId, CveRecord>,
  world: World,
): Promise<Result<void>> {
  const steps = planned.flatMap((each): readonly SavedStep[] => {
    if (each.kind !== 'step') return []
    const { id, source, action, changes, waived } = each.step
    if (action.do !== 'create' && action.do !== 'update' && action.do !== 'republish') return []
    const old = before.get(id)
    return [
      { id, source, do: action.do, changes, waived, container: action.draft.content, ...(old && { before: old }) },
    ]
  })
  const text = writePlan({
    to: services.destination,
    org: services.speaker.org,
    made: world.now().toISOString(),
    erlcheck,
    steps,
  })
  return world.files.write(path.resolve(world.folder, file), text)
}

/** The steps of such a file, each to be held against the server again. */
export async function savedItems<T extends Target>(
  services: CveServices<T>,
  file: string,
  world: World,
): Promise<Result<readonly Item<T>[]>> {
  const text = await world.files.read(path.resolve(world.folder, file), PLAN_LIMITS.length)
  if (!text.ok) return text
  const plan = readPlan(text.value, services.destination, services.speaker.org, file)
  if (!plan.ok) return plan
  const { steps, erlcheck } = plan.value
  return ok(
    steps.map((saved) => ({
      source: saved.source,
      id: saved.id,
      wish: async () => ok([saved.do, erlcheck, saved.container]),
      async plan() {
        const now = await lookUp(services, saved.id)
        return now.ok ? stepOf(services.destination, saved, erlcheck, now.value) : now
      },
    })),
  )
}
