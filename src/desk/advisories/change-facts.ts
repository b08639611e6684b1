import { type Fault, fail, failAll, faultsOf, ok, type Result } from '#fault'
import type { Json } from '#json'
import { editFacts, editProse, type FactsEdit, parseVulnerability, type Vulnerability } from '#vulnerability'
import { isNothing } from './fields-of.ts'
import type { Change, FieldName } from './views.ts'

/** A facts file after some changes, read again. */
export interface ChangedFacts {
  readonly text: string
  readonly facts: Vulnerability
}

/**
 * The facts file with some fields changed and everything else as it was: comments, order, fields of others. The changed text is read
 * as a whole, so that nothing is stored that cannot be read. `at` of a fault names the field: `/severity/0`.
 *
 * Codes: those of reading a facts file.
 */
export function changeFacts(
  text: string,
  changes: readonly Change[],
  read: (text: string) => Result<Vulnerability> = (changed) => parseVulnerability(changed, 'facts'),
): Result<ChangedFacts> {
  const edits = changes.filter(({ field }) => !isProse(field)).map(toEdit)
  const edited = editFacts(text, edits)
  if (!edited.ok) return placed(edited.fault)
  const prose = Object.fromEntries(
    changes.filter(({ field }) => isProse(field)).map(({ field, value }) => [field, value ?? '']),
  )
  const odd = Object.entries(prose).find(([, value]) => typeof value !== 'string')
  if (odd !== undefined) return fail(notText(odd[0]))
  const whole = Object.keys(prose).length === 0 ? edited : editProse(edited.value, prose as Record<string, string>)
  if (!whole.ok) return whole
  const facts = read(whole.value)
  return facts.ok ? ok({ text: whole.value, facts: facts.value }) : placed(facts.fault)
}

function isProse(field: FieldName): boolean {
  return field === 'description' || field === 'workarounds'
}

/** The title is always there, and a bug without an introducing commit was always there. */
function toEdit({ field, value }: Change): FactsEdit {
  if (field === 'title') return { do: 'set', field, value: value ?? '' }
  if (field === 'introduced') return { do: 'set', field, value: isNothing(value) ? '0' : value }
  return isNothing(value) ? { do: 'remove', field } : { do: 'set', field, value: value as Json }
}

/** Lines of a text that the person never saw help nobody. */
function placed(fault: Fault): Result<never> {
  return failAll(faultsOf(fault).map(({ place: _, ...rest }) => rest))
}

function notText(field: string): Fault {
  return { code: 'FACTS_NOT_TEXT', kind: 'invalid', message: `the ${field} must be text`, at: `/${field}` }
}
