import path from 'node:path'
import { sha256 } from '#bytes'
import { type Fault, fail, from, ok, type Result } from '#fault'
import {
  anyJson,
  atMost,
  constant,
  integer,
  isObject,
  type Json,
  type JsonObject,
  list,
  object,
  oneOf,
  parsed,
  parseJson,
  placeFaults,
  pointer,
  readShape,
  refine,
  type Shape,
  text,
} from '#json'
import { EVIDENCE } from '#trust'
import { roleOf } from './inventory.ts'
import { bundleText, type LeftOver, type PlannedChange } from './plan.ts'

export const PLAN_MEDIA_TYPE = 'application/vnd.steward.release-plan.v1+json'

/** A plan for an archive: everything that `apply` will do and nothing else. */
export interface ReleasePlan {
  /** Absolute path of the archive. */
  readonly root: string
  /** RFC 3339. */
  readonly createdAt: string
  readonly policy: { readonly id: string; readonly version: number; readonly digest: string }
  readonly changes: readonly PlannedChange[]
  readonly left: readonly LeftOver[]
}

const hex: Shape<string> = refine(text, (value) =>
  /^[0-9a-f]{64}$/.test(value) ? undefined : 'must be 64 hexadecimal digits in lower case',
)
function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, at, report) => (value === null ? null : shape(value, at, report))
}
const evidence = oneOf(...EVIDENCE)
const kind = oneOf('add-checkpoint', 'backfill', 'upgrade')
const bundle: Shape<JsonObject> = parsed(anyJson, (value) => (isObject(value) ? ok(value) : fail(noBundle())))

/** A path of a bundle below the archive: a plan, whoever wrote it, changes nothing else. */
const bundlePath: Shape<string> = refine(text, (value) =>
  isBelow(value) && roleOf(value)?.role === 'bundle' ? undefined : 'must be the path of a bundle below the archive',
)
const pathBelow: Shape<string> = refine(text, (value) =>
  isBelow(value) ? undefined : 'must be a path below the archive',
)

function isBelow(value: string): boolean {
  return (
    value !== '' &&
    !/[\\\0]/.test(value) &&
    value.split('/').every((step) => step !== '' && step !== '.' && step !== '..')
  )
}

const change = object({
  kind,
  path: bundlePath,
  before: orNull(hex),
  after: hex,
  bundle,
  detached: orNull(object({ crt: pathBelow, sig: pathBelow })),
  artifact: hex,
  identity: text,
  issuer: text,
  signedAt: text,
  evidence: object({ before: orNull(evidence), after: evidence }),
  from: text,
})

const planShape = object({
  mediaType: constant(PLAN_MEDIA_TYPE),
  root: refine(text, (value) => (path.isAbsolute(value) ? undefined : 'must be an absolute path')),
  createdAt: text,
  policy: object({ id: text, version: integer, digest: text }),
  changes: atMost(100_000, list(change)),
  left: list(object({ path: text, kind, code: text, message: text })),
})

/** Characters of a plan. */
const LONGEST = 512 * 1024 * 1024

/** The JSON of a plan. */
export function planJson(plan: ReleasePlan): Json {
  const { root, createdAt, policy, changes, left } = plan
  return {
    mediaType: PLAN_MEDIA_TYPE,
    root,
    createdAt,
    policy: { ...policy },
    changes: changes.map((each) => ({
      ...each,
      detached: each.detached === null ? null : { ...each.detached },
      evidence: { ...each.evidence },
    })),
    left: left.map((each) => ({ ...each })),
  }
}

/** A plan that was written before, perhaps by somebody else. */
export function parsePlan(source: string, file: string): Result<ReleasePlan> {
  const document = parseJson(source, { length: LONGEST, depth: 24 })
  if (!document.ok) return fail(from(file, document.fault))
  const read = readShape(planShape, document.value.value)
  if (!read.ok) return fail(placeFaults(file, document.value, read.fault))
  const { mediaType: _, ...plan } = read.value
  const seen = new Set<string>()
  for (const [i, each] of plan.changes.entries()) {
    const at = pointer('changes', i)
    const isTwice = seen.has(each.path)
    seen.add(each.path)
    const detail = isTwice
      ? 'it changes one file twice'
      : sha256(bundleText(each.bundle)) !== each.after
        ? 'a bundle has not the digest that the plan says'
        : each.before === null && each.detached === null
          ? 'a new bundle comes from nowhere'
          : undefined
    if (detail !== undefined) return fail(placeFaults(file, document.value, broken(detail, at)))
  }
  return ok(plan)
}

function broken(detail: string, at: string): Fault<'PLAN_BROKEN'> {
  return {
    code: 'PLAN_BROKEN',
    kind: 'untrusted',
    message: `the plan cannot be relied on: ${detail}`,
    at,
    hint: 'make the plan anew',
  }
}

function noBundle(): Fault<'PLAN_BUNDLE'> {
  return { code: 'PLAN_BUNDLE', kind: 'invalid', message: 'a bundle must be an object' }
}
