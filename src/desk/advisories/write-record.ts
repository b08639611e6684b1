import type { Actor } from '#desk/people'
import { fail, type Result } from '#fault'
import { type Json, parseJson } from '#json'
import { fixAll } from '#lint'
import type { Assessment } from '#vulnerability'
import type { AdvisoryDesk } from './desk.ts'
import { editVulnerability } from './edit-vulnerability.ts'
import { linterOf, worldOf } from './lint-record.ts'
import { type Grounded, openAssessed } from './open-ground.ts'
import { publishedRecord } from './published-record.ts'
import { factsFromRecord } from './record-to-facts.ts'
import { renderRecord } from './render-record.ts'
import { textAt } from './text-at.ts'
import type { Change, Edited } from './views.ts'

/**
 * Takes a record that somebody edited, made from version `base`: its changes become changes of facts, joined with those of others.
 *
 * Codes: those of reading JSON, of {@link factsFromRecord} and of {@link editVulnerability}.
 */
export async function writeRecord(
  desk: AdvisoryDesk,
  actor: Actor,
  name: string,
  text: string,
  base: number,
): Promise<Result<Edited>> {
  const opened = await openAssessed(desk, actor, 'vulnerability.edit', name)
  if (!opened.ok) return opened
  const document = parseJson(text)
  if (!document.ok) return fail({ ...document.fault, kind: 'invalid' })
  if (base !== opened.value.row.version)
    return await onOldVersion(desk, actor, name, document.value.value, base, opened.value)
  const changes = changesOf(desk, opened.value, document.value.value)
  return changes.ok
    ? await editVulnerability(desk, actor, name, { base, changes: changes.value }, 'wrote the record')
    : changes
}

/** Applies the fixes that the rules offer, to the record and so to the facts. `codes` names the rules; all when absent. */
export async function applyFixes(
  desk: AdvisoryDesk,
  actor: Actor,
  name: string,
  base: number,
  codes: readonly string[] | undefined,
): Promise<Result<Edited>> {
  const opened = await openAssessed(desk, actor, 'vulnerability.edit', name)
  if (!opened.ok) return opened
  const { row, ground, assessment } = opened.value
  if (base !== row.version) return fail(stale(row.version))
  const published = await desk.store.read((tx) => publishedRecord(tx, row.id))
  const world = worldOf(ground, assessment, published?.record, desk.around.moment())
  const linter = linterOf(ground)
  const { document } = renderRecord(ground, assessment)
  const only = codes === undefined ? undefined : new Set(codes)
  const fixed = fixAll(document, (each) => linter.lint(each, world), only)
  const changes = changesOf(desk, opened.value, fixed.document)
  if (!changes.ok) return changes
  if (changes.value.length === 0) return fail(NOTHING_TO_FIX)
  return await editVulnerability(desk, actor, name, { base, changes: changes.value }, 'fixed')
}

type Opened = Omit<Grounded, 'assessment'> & { readonly assessment: Assessment }

function changesOf(desk: AdvisoryDesk, { ground, assessment, row }: Opened, edited: Json): Result<readonly Change[]> {
  return factsFromRecord(ground, assessment, row.text, edited, (text) => desk.assessments.of(ground, text))
}

/** The record was made from an older version: what the person changed is told by what that version's record was. */
async function onOldVersion(
  desk: AdvisoryDesk,
  actor: Actor,
  name: string,
  edited: Json,
  base: number,
  { row, ground }: Opened,
): Promise<Result<Edited>> {
  const then = await desk.store.read((tx) => textAt(tx, row, base))
  if (then === undefined) return fail(stale(row.version))
  const assessment = desk.assessments.of(ground, then)
  if (!assessment.ok) return fail(stale(row.version))
  const changes = factsFromRecord(ground, assessment.value, then, edited, (text) => desk.assessments.of(ground, text))
  return changes.ok
    ? await editVulnerability(desk, actor, name, { base, changes: changes.value }, 'wrote the record')
    : changes
}

function stale(version: number) {
  return {
    code: 'VERSION_STALE',
    kind: 'conflict',
    message: `this was made from an older version: the newest is ${version}`,
    hint: 'read it again and repeat the change',
  } as const
}

const NOTHING_TO_FIX = {
  code: 'NOTHING_TO_FIX',
  kind: 'conflict',
  message: 'there is nothing that could be fixed by itself',
} as const
